package muster.web;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import muster.database.Database;
import muster.tenancy.Tenant;
import org.jspecify.annotations.Nullable;

/** Exactly the list that is shown, as a file: every row that matches, in its order. */
public final class Exports {
    private static final byte[] LINE_END = {'\n'};

    private final Tenant tenant;
    private final boolean csv;

    /** Hands over every row of a list. */
    @FunctionalInterface
    public interface Rows<T> {
        void each(Query query, Consumer<T> receiver);
    }

    /** Takes one row more, and may fail to write it. */
    private interface Writer<T> {
        void write(T row) throws IOException;
    }

    private Exports(Tenant tenant, boolean csv) {
        this.tenant = tenant;
        this.csv = csv;
    }

    /** The export that {@code ?format=} asks for; none where a page is wanted. */
    public static Optional<Exports> of(Request request) {
        return request.query("format")
                .map(format ->
                        switch (format) {
                            case "csv" -> new Exports(request.tenant(), true);
                            case "json" -> new Exports(request.tenant(), false);
                            default ->
                                    throw Problem.badRequest("format: csv or json, not " + format);
                        });
    }

    /** Read in a transaction of its own: the reply is written when the Desk's is over. */
    public <T> Reply.File file(
            String name,
            List<String> columns,
            Rows<T> rows,
            Query query,
            Database database,
            Function<T, @Nullable Object[]> cells) {
        var content =
                content(
                        tenant,
                        database,
                        out -> write(out, columns, receiver -> rows.each(query, receiver), cells));
        return csv
                ? new Reply.File(name + ".csv", Csv.MEDIA_TYPE, content)
                : new Reply.File(name + ".json", JsonRows.MEDIA_TYPE, content);
    }

    /** The same list as lines of a format of its own. */
    public static <T> Reply.File lines(
            Request request,
            String name,
            Rows<T> rows,
            Query query,
            Database database,
            Function<T, String> line) {
        return new Reply.File(
                name,
                "text/plain; charset=utf-8",
                content(
                        request.tenant(),
                        database,
                        out ->
                                rows.each(
                                        query,
                                        unchecked(row -> {
                                            out.write(
                                                    line.apply(row)
                                                            .getBytes(StandardCharsets.UTF_8));
                                            out.write(LINE_END);
                                        }))));
    }

    private static Reply.Content content(
            Tenant tenant, Database database, Consumer<OutputStream> writing) {
        return out -> {
            try {
                database.inTenant(
                        tenant,
                        () -> {
                            writing.accept(out);
                            return tenant;
                        });
            } catch (UncheckedIOException failure) {
                throw failure.getCause();
            }
        };
    }

    private <T> void write(
            OutputStream out,
            List<String> columns,
            Consumer<Consumer<T>> rows,
            Function<T, @Nullable Object[]> cells) {
        try {
            if (csv) {
                try (var table = new Csv(out, columns)) {
                    rows.accept(unchecked(row -> table.row(cells.apply(row))));
                }
            } else {
                try (var array = new JsonRows(out)) {
                    rows.accept(unchecked(array::row));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static <T> Consumer<T> unchecked(Writer<T> writer) {
        return row -> {
            try {
                writer.write(row);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        };
    }
}
