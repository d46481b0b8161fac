package muster.catalogue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import muster.database.Database;
import muster.database.Sql;
import muster.matching.Advisory;
import muster.matching.Index;
import muster.matching.IndexBuilder;
import muster.matching.Span;

/** The published vulnerabilities at hand: the index in memory and the stored facts behind it. */
public final class Catalogue {
    private final Database database;
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch loaded = new CountDownLatch(1);
    private volatile Index index = Index.empty();

    public Catalogue(Database database) {
        this.database = database;
    }

    /** The newest index; hold it for one piece of work, then ask again. */
    public Index index() {
        return index;
    }

    /** Whether the stored advisories are in the index yet; before that it tells nothing. */
    public boolean loaded() {
        return loaded.getCount() == 0;
    }

    /** Waits until the index holds what is stored; false when that takes longer. */
    public boolean awaitLoaded(long timeoutMillis) throws InterruptedException {
        return loaded.await(timeoutMillis, TimeUnit.MILLISECONDS);
    }

    /** Tells the listener after every import that changed something, on the importer's thread. */
    public void onChange(Consumer<Change> listener) {
        listeners.add(listener);
    }

    /** Builds the index anew from the database and swaps it in. */
    public void load() {
        index = database.inCatalogue(this::read);
        loaded.countDown();
    }

    void changed(Change change) {
        if (!change.isEmpty()) {
            load();
            listeners.forEach(listener -> listener.accept(change));
        }
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
