package muster.catalogue;

import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.database.Database;

/** Imports one feed at a time and writes down how it went; a failure keeps the last good copy. */
final class Imports {
    private static final System.Logger LOG = System.getLogger(Imports.class.getName());

    private final Database database;
    private final FeedRows rows;
    private final Download download = new Download();

    Imports(Database database, FeedRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /** From a file or folder. */
    Change of(FeedFile file, String origin) {
        return of(file, file.id(), origin, FeedRows.Copy.NONE, false);
    }

    /** The same under a given name; an excerpt is never complete. */
    Change of(FeedFile file, String id, String origin, FeedRows.Copy remote, boolean excerpt) {
        try {
            var checksum = Checksum.of(file.path());
            if (checksum.equals(rows.copy(id).checksum())) {
                rows.unchanged(id);
                return Change.none();
            }
            var copy = new FeedRows.Copy(checksum, remote.etag(), remote.lastModified());
            return file.form() == FeedFile.Form.KNOWN_EXPLOITED
                    ? exploited(file, id, origin, copy, excerpt)
                    : advisories(file, id, origin, copy, excerpt);
        } catch (IOException | Database.Failure failure) {
            failed(id, origin, failure);
            return Change.none();
        }
    }

    /** From an https address, when the publisher has something new. */
    Change from(String address) {
        var id = Download.id(address);
        rows.importing(id, kind(id), address, false);
        try (var fetched = download.fetch(URI.create(address), rows.copy(id))) {
            if (fetched.file().isEmpty()) {
                rows.unchanged(id);
                return Change.none();
            }
            var file = FeedFile.of(fetched.file().get());
            return of(file, id, address, fetched.copy(), false);
        } catch (IOException | IllegalArgumentException failure) {
            failed(id, address, failure);
            return Change.none();
        }
    }

    void failed(String id, String origin, Exception why) {
        var message = why.getMessage() == null ? why.toString() : why.getMessage();
        LOG.log(System.Logger.Level.WARNING, "feed {0} failed: {1}", id, message);
        var excerpt = id.startsWith(Excerpt.ADVISORIES);
        rows.importing(id, kind(id), origin, excerpt);
        rows.failed(id, message);
    }

    private static Feed.Kind kind(String id) {
        return id.equals(FeedFile.EXPLOITED_ID) || id.equals(Excerpt.EXPLOITED)
                ? Feed.Kind.EXPLOITED
                : Feed.Kind.ADVISORIES;
    }

    private Change advisories(
            FeedFile file, String id, String origin, FeedRows.Copy copy, boolean excerpt)
            throws IOException {
        rows.importing(id, Feed.Kind.ADVISORIES, origin, excerpt);
        var before = completeFor(id);
        var feedImport = new FeedImport(database, id, file);
        var survey = feedImport.survey();
        var packages = feedImport.store();
        rows.ready(id, survey, copy, excerpt);
        return new Change(packages, difference(before, completeFor(id)), Set.of());
    }

    private Change exploited(
            FeedFile file, String id, String origin, FeedRows.Copy copy, boolean excerpt)
            throws IOException {
        rows.importing(id, Feed.Kind.EXPLOITED, origin, excerpt);
        List<KnownExploited> entries;
        try (var stream = file.open()) {
            entries = KnownExploited.read(stream);
        }
        var changed = database.inCatalogue(() -> new Exploited(database).replace(id, entries));
        rows.ready(id, FeedImport.Survey.of(entries), copy, excerpt);
        return new Change(Set.of(), Set.of(), changed);
    }

    private Set<String> completeFor(String id) {
        return rows.all().stream()
                .filter(feed -> feed.id().equals(id))
                .flatMap(feed -> feed.completeFor().stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> difference(Set<String> before, Set<String> after) {
        var common = new HashSet<>(before);
        common.retainAll(after);
        return Stream.concat(before.stream(), after.stream())
                .filter(family -> !common.contains(family))
                .collect(Collectors.toSet());
    }
}
