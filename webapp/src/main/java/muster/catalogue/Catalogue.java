package muster.catalogue;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import muster.database.Database;
import muster.database.Sql;
import muster.matching.Advisory;
import muster.matching.Index;
import muster.matching.IndexBuilder;
import muster.matching.Span;

/**
 * The published vulnerabilities at hand: the index in memory and the stored facts behind it.
 * Several hubs share the facts; a version beside them says whose index is behind.
 */
public final class Catalogue {
    private final Database database;
    private final News news;
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private final Object swapped = new Object();
    private volatile Edition edition = new Edition(0, Index.empty());

    /** An index and the version of the facts that it was made from; 0 before the first. */
    private record Edition(long version, Index index) {}

    public Catalogue(Database database) {
        this.database = database;
        this.news = new News(database);
    }

    /** The newest index; hold it for one piece of work, then ask again. */
    public Index index() {
        return edition.index();
    }

    /** Whether the stored advisories are in the index yet; before that it tells nothing. */
    public boolean loaded() {
        return edition.version() > 0;
    }

    /**
     * Waits, in the transaction that is open, until the index knows what the organizations have
     * been told of, whichever hub told them; false when that takes longer.
     */
    public boolean awaitCurrent(Duration longest) throws InterruptedException {
        var wanted = version();
        var end = System.nanoTime() + longest.toNanos();
        synchronized (swapped) {
            while (edition.version() < wanted) {
                var left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (left <= 0) {
                    return false;
                }
                swapped.wait(left);
            }
        }
        return true;
    }

    /** Tells the listener what imports changed, on the importer's thread. */
    public void onChange(Consumer<Change> listener) {
        listeners.add(listener);
    }

    /** Builds the index anew from the database and swaps it in. */
    public synchronized void load() {
        swap(database.inCatalogue(() -> new Edition(version(), read())));
    }

    /** Loads what was imported since the index was made, by whichever hub; at first everything. */
    synchronized void follow() {
        if (database.inCatalogue(this::version) > edition.version()) {
            load();
        }
    }

    /**
     * Tells what imports changed, of this hub or of one that was killed before it could. A listener
     * that fails leaves it to be told again.
     */
    void tell() {
        var pending = database.inCatalogue(news::pending);
        if (!pending.change().isEmpty()) {
            publish();
            listeners.forEach(listener -> listener.accept(pending.change()));
            database.inCatalogue(() -> news.told(pending));
        }
    }

    /** Whether there is something to tell. */
    boolean hasNews() {
        return database.inCatalogue(news::any);
    }

    // The version is raised after reading, so that nobody waits for this hub to read.
    private synchronized void publish() {
        var index = database.inCatalogue(this::read);
        swap(new Edition(database.inCatalogue(this::raisedVersion), index));
    }

    private void swap(Edition newer) {
        synchronized (swapped) {
            edition = newer;
            swapped.notifyAll();
        }
    }

    private long version() {
        return version(Sql.of("select version from catalogue_version"));
    }

    private long raisedVersion() {
        return version(
                Sql.of("update catalogue_version set version = version + 1 returning version"));
    }

    private long version(Sql sql) {
        return database.first(sql, row -> row.number("version")).orElseThrow();
    }

    private Index read() {
        var builder = new IndexBuilder();
        var numbers = readAdvisories(builder);
        database.each(
                Sql.of(
                        """
                        select feed, advisory, ecosystem, name, introduced, span, ending, note
                        from affected order by advisory, feed, position
                        """),
                row -> {
                    var number = numbers.get(key(row.text("feed"), row.text("advisory")));
                    if (number != null) {
                        var span =
                                new Span(
                                        row.text("introduced"),
                                        Span.Kind.valueOf(
                                                row.text("span").toUpperCase(Locale.ROOT)),
                                        row.text("ending"));
                        builder.row(
                                number,
                                row.text("ecosystem"),
                                row.text("name"),
                                span,
                                row.textOrNull("note"));
                    }
                });
        return builder.build(completeFamilies());
    }

    /** Several feeds may carry the same record; the newest counts. */
    private Map<String, Integer> readAdvisories(IndexBuilder builder) {
        var numbers = new HashMap<String, Integer>();
        database.each(
                Sql.of(
                        """
                        select distinct on (id) id, feed, vulnerabilities, collective, aliases
                        from advisories where withdrawn_at is null
                        order by id, modified_at desc, feed
                        """),
                row ->
                        numbers.put(
                                key(row.text("feed"), row.text("id")),
                                builder.named(
                                        new Advisory(
                                                row.text("id"),
                                                row.text("feed"),
                                                row.texts("vulnerabilities"),
                                                row.flag("collective"),
                                                row.texts("aliases"),
                                                List.of()))));
        return numbers;
    }

    private Set<String> completeFamilies() {
        var families = new HashSet<String>();
        database.each(
                Sql.of("select complete_for from feeds"),
                row -> families.addAll(row.texts("complete_for")));
        return families;
    }

    private static String key(String feed, String advisory) {
        return feed + '\0' + advisory;
    }
}
