package muster.catalogue;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import muster.database.Database;

/**
 * Keeps the catalogue up to date: imports the files of a folder and from the addresses listed
 * there, or the project's own excerpt where there are none. One failing feed never stops the
 * others.
 */
public final class Feeds {
    /** In the folder: one address a line, fetched when its publisher has changed it. */
    static final String ADDRESSES = "feeds.urls";

    /** What one hub at a time does. */
    static final String ALONE = "feeds";

    private static final System.Logger LOG = System.getLogger(Feeds.class.getName());

    private final Database database;
    private final Catalogue catalogue;
    private final FeedRows rows;
    private final Imports imports;
    private final Excerpt excerpt;
    private final Optional<Path> folder;
    private final List<String> unknown = new CopyOnWriteArrayList<>();

    public Feeds(Database database, Catalogue catalogue, Optional<Path> folder, Clock clock) {
        this.database = database;
        this.catalogue = catalogue;
        this.rows = new FeedRows(database, clock);
        this.imports = new Imports(database, rows);
        this.excerpt = new Excerpt(rows, imports);
        this.folder = folder;
    }

    /** Loads the index and imports in the background; the hub serves meanwhile. */
    public Thread start() {
        return Thread.ofPlatform().daemon().name("feeds").start(this::refreshOrSayWhyNot);
    }

    private void refreshOrSayWhyNot() {
        try {
            refresh();
        } catch (RuntimeException failure) {
            LOG.log(System.Logger.Level.ERROR, "feeds stopped: {0}", failure.getMessage());
        }
    }

    /** Loads what is newer than the index, then imports what changed; one hub after the other. */
    public synchronized void refresh() {
        catalogue.follow();
        database.alone(ALONE, this::importAll);
    }

    private void importAll() {
        folder.ifPresent(this::importFolder);
        excerpt.whereNothingElseIs();
        catalogue.tell();
    }

    /** All feeds with their last outcome. */
    public List<Feed> all() {
        return rows.all();
    }

    /** Files of the folder that are no feed Muster knows. */
    public List<String> unknown() {
        return List.copyOf(unknown);
    }

    private void importFolder(Path path) {
        unknown.clear();
        var files = new TreeMap<String, FeedFile>();
        for (var entry : entries(path)) {
            var name = entry.getFileName().toString();
            if (name.equals(ADDRESSES)) {
                addresses(entry).forEach(imports::from);
            } else {
                recognise(entry).ifPresent(file -> files.put(file.id(), file));
            }
        }
        for (var file : files.values()) {
            imports.of(file, file.path().toString());
        }
    }

    private Optional<FeedFile> recognise(Path entry) {
        try {
            var file = FeedFile.of(entry);
            if (file.form() != FeedFile.Form.UNKNOWN) {
                return Optional.of(file);
            }
            LOG.log(System.Logger.Level.WARNING, "not a feed Muster knows: {0}", entry);
            unknown.add(entry.getFileName().toString());
        } catch (IOException | RuntimeException damaged) {
            imports.failed(FeedFile.id(entry), entry.toString(), damaged);
        }
        return Optional.empty();
    }

    private List<String> addresses(Path list) {
        try {
            return Files.readAllLines(list).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            imports.failed(ADDRESSES, list.toString(), unreadable);
            return List.of();
        }
    }

    private List<Path> entries(Path path) {
        var entries = new ArrayList<Path>();
        try (var found = Files.newDirectoryStream(path)) {
            for (var entry : found) {
                if (!entry.getFileName().toString().startsWith(".")) {
                    entries.add(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            imports.failed("feeds-folder", path.toString(), unreadable);
        }
        // Newer files of one feed carry later dates in their names, and the last one counts.
        entries.sort(null);
        return entries;
    }
}
