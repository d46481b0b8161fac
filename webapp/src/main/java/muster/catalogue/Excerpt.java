package muster.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import muster.database.Database;
import muster.database.Sql;

/**
 * A few vulnerabilities of well-known packages that come with Muster, so that it shows something
 * without feeds. It leaves as soon as a real feed of its kind has been imported.
 */
final class Excerpt {
    static final String ADVISORIES = "excerpt";
    static final String EXPLOITED = "excerpt-kev";
    private static final String FOLDER = "/catalogue/excerpt/";

    private final Database database;
    private final FeedRows rows;
    private final Imports imports;

    Excerpt(Database database, FeedRows rows, Imports imports) {
        this.database = database;
        this.rows = rows;
        this.imports = imports;
    }

    Change whereNothingElseIs() {
        return oneOf(Feed.Kind.ADVISORIES, ADVISORIES, "advisories.jsonl")
                .and(oneOf(Feed.Kind.EXPLOITED, EXPLOITED, "known-exploited.json"));
    }

    private Change oneOf(Feed.Kind kind, String id, String resource) {
        var feeds = rows.all().stream().filter(feed -> feed.kind() == kind).toList();
        var real = feeds.stream().anyMatch(feed -> !feed.excerpt() && feed.updatedAt() != null);
        var present = feeds.stream().anyMatch(feed -> feed.id().equals(id));
        if (real) {
            return present ? leave(id) : Change.none();
        } else {
            return load(id, resource);
        }
    }

    private Change leave(String id) {
        var packages =
                database.inCatalogue(() ->
                        database.list(
                                Sql.of(
                                        """
                                        select distinct ecosystem, name from affected
                                        where feed = ?
                                        """,
                                        id),
                                row -> new Change.Named(row.text("ecosystem"), row.text("name"))));
        rows.remove(id);
        return Change.of(new HashSet<>(packages));
    }

    private Change load(String id, String resource) {
        try (var stream = Excerpt.class.getResourceAsStream(FOLDER + resource)) {
            if (stream == null) {
                throw new Unreadable("no " + resource + " in this build");
            }
            var file = Files.createTempFile("muster-excerpt", resource);
            try {
                Files.copy(stream, file, StandardCopyOption.REPLACE_EXISTING);
                return imports.of(FeedFile.of(file), id, "muster", FeedRows.Copy.NONE, true);
            } finally {
                Files.delete(file);
            }
        } catch (IOException failure) {
            imports.failed(id, "muster", failure);
            return Change.none();
        }
    }
}
