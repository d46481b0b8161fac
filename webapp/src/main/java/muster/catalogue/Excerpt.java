package muster.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;

/**
 * A few vulnerabilities of well-known packages that come with Muster, so that it shows something
 * without feeds. It leaves as soon as a real feed of its kind has been imported.
 */
final class Excerpt {
    static final String ADVISORIES = "excerpt";
    static final String EXPLOITED = "excerpt-kev";
    private static final String FOLDER = "/catalogue/excerpt/";
    private static final String ORIGIN = "muster";

    private final FeedRows rows;
    private final Imports imports;

    Excerpt(FeedRows rows, Imports imports) {
        this.rows = rows;
        this.imports = imports;
    }

    void whereNothingElseIs() {
        oneOf(Feed.Kind.ADVISORIES, ADVISORIES, "advisories.jsonl");
        oneOf(Feed.Kind.EXPLOITED, EXPLOITED, "known-exploited.json");
    }

    private void oneOf(Feed.Kind kind, String id, String resource) {
        var feeds = rows.all().stream().filter(feed -> feed.kind() == kind).toList();
        var real = feeds.stream().anyMatch(feed -> !feed.excerpt() && feed.updatedAt() != null);
        var present = feeds.stream().anyMatch(feed -> feed.id().equals(id));
        if (!real) {
            imports.attempt(id, ORIGIN, () -> load(id, resource));
        } else if (present) {
            imports.attempt(id, ORIGIN, () -> rows.remove(id));
        }
    }

    private void load(String id, String resource) throws IOException {
        try (var stream = Excerpt.class.getResourceAsStream(FOLDER + resource)) {
            if (stream == null) {
                throw new Unreadable("no " + resource + " in this build");
            }
            var file = Files.createTempFile("muster-excerpt", resource);
            try {
                Files.copy(stream, file, StandardCopyOption.REPLACE_EXISTING);
                imports.of(FeedFile.of(file), id, ORIGIN, FeedRows.Copy.NONE, true);
            } finally {
                Files.delete(file);
            }
        }
    }
}
