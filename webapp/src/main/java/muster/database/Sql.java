package muster.database;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement: constant text with {@code ?} and the values for it. The compiler refuses text that
 * is not a constant, so nothing from outside can ever become SQL. Immutable.
 */
public final class Sql {
    private final String text;
    private final List<@Nullable Object> parameters;

    private Sql(String text, List<@Nullable Object> parameters) {
        this.text = text;
        this.parameters = parameters;
    }

    public static Sql of(@CompileTimeConstant String text, @Nullable Object... parameters) {
        return new Sql(text, wrapped(parameters));
    }

    /** This statement followed by more constant text. */
    public Sql and(@CompileTimeConstant String more, @Nullable Object... values) {
        return joined(more, wrapped(values));
    }

    /** This statement followed by another. */
    public Sql and(Sql more) {
        return joined(more.text, more.parameters);
    }

    public String text() {
        return text;
    }

    public List<@Nullable Object> parameters() {
        return parameters;
    }

    private Sql joined(String more, List<@Nullable Object> values) {
        var all = new ArrayList<@Nullable Object>(parameters);
        all.addAll(values);
        return new Sql(text + " " + more, Collections.unmodifiableList(all));
    }

    // List.copyOf refuses nulls, and null is a value here.
    private static List<@Nullable Object> wrapped(@Nullable Object[] values) {
        return Collections.unmodifiableList(new ArrayList<@Nullable Object>(Arrays.asList(values)));
    }

    @Override
    public String toString() {
        return text;
    }
}
