package muster.catalogue;

import java.io.IOException;
import java.net.URI;
import java.util.List;
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

    /** Work on one feed. */
    interface Work {
        void run() throws IOException;
    }

    /** Does the work; whatever goes wrong is this feed's failure and no other's. */
    void attempt(String id, String origin, Work work) {
        try {
            work.run();
        } catch (IOException | RuntimeException failure) {
            failed(id, origin, failure);
        }
    }

    /** From a file or folder. */
    void of(FeedFile file, String origin) {
        of(file, file.id(), origin, FeedRows.Copy.NONE, false);
    }

    /** The same under a given name; an excerpt is never complete. */
    void of(FeedFile file, String id, String origin, FeedRows.Copy remote, boolean excerpt) {
        attempt(
                id,
                origin,
                () -> {
                    var checksum = Checksum.of(file.path());
                    var copy = new FeedRows.Copy(checksum, remote.etag(), remote.lastModified());
                    if (checksum.equals(rows.copy(id).checksum())) {
                        rows.unchanged(id);
                    } else if (file.form() == FeedFile.Form.KNOWN_EXPLOITED) {
                        exploited(file, id, origin, copy, excerpt);
                    } else {
                        advisories(file, id, origin, copy, excerpt);
                    }
                });
    }

    /** From an https address, when the publisher has something new. */
    void from(String address) {
        var id = Download.id(address);
        attempt(
                id,
                address,
                () -> {
                    rows.importing(id, kind(id), address, false);
                    try (var fetched = download.fetch(URI.create(address), rows.copy(id))) {
                        if (fetched.file().isEmpty()) {
                            rows.unchanged(id);
                        } else {
                            var file = FeedFile.of(fetched.file().get());
                            of(file, id, address, fetched.copy(), false);
                        }
                    }
                });
    }

    void failed(String id, String origin, Exception why) {
        var reason = reason(why);
        var excerpt = id.startsWith(Excerpt.ADVISORIES);
        LOG.log(
                System.Logger.Level.WARNING,
                () -> "feed " + id + " failed: " + reason,
                why instanceof IOException ? null : why);
        rows.importing(id, kind(id), origin, excerpt);
        rows.failed(id, reason);
    }

    /** For whoever reads the page: nobody but a developer knows what to do with a statement. */
    private static String reason(Exception why) {
        var message = why.getMessage() == null ? why.toString() : why.getMessage();
        return switch (why) {
            case IOException _, IllegalArgumentException _ -> message;
            case Database.Failure _ -> "the database refused it; the log of the hub says why";
            default -> "the import stopped: " + why;
        };
    }

    private static Feed.Kind kind(String id) {
        return id.equals(FeedFile.EXPLOITED_ID) || id.equals(Excerpt.EXPLOITED)
                ? Feed.Kind.EXPLOITED
                : Feed.Kind.ADVISORIES;
    }

    private void advisories(
            FeedFile file, String id, String origin, FeedRows.Copy copy, boolean excerpt)
            throws IOException {
        rows.importing(id, Feed.Kind.ADVISORIES, origin, excerpt);
        var feedImport = new FeedImport(database, id, file);
        var survey = feedImport.survey();
        feedImport.store();
        rows.ready(id, survey, copy, excerpt);
    }

    private void exploited(
            FeedFile file, String id, String origin, FeedRows.Copy copy, boolean excerpt)
            throws IOException {
        rows.importing(id, Feed.Kind.EXPLOITED, origin, excerpt);
        List<KnownExploited> entries;
        try (var stream = file.open()) {
            entries = KnownExploited.read(stream);
        }
        database.inCatalogue(() -> new Exploited(database).replace(id, entries));
        rows.ready(id, FeedImport.Survey.of(entries), copy, excerpt);
    }
}
