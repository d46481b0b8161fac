package muster.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Java values as PostgreSQL takes them: instants with their zone, arrays with their type. */
final class Parameters {
    private Parameters() {}

    static void bind(PreparedStatement statement, List<@Nullable Object> values)
            throws SQLException {
        var position = 1;
        for (var value : values) {
            bind(statement, position++, value);
        }
    }

    private static void bind(PreparedStatement statement, int position, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case Instant moment -> statement.setObject(position, moment.atOffset(ZoneOffset.UTC));
            case String[] texts -> array(statement, position, "text", texts);
            case UUID[] ids -> array(statement, position, "uuid", ids);
            case Long[] numbers -> array(statement, position, "int8", numbers);
            case Integer[] numbers -> array(statement, position, "int4", numbers);
            case Boolean[] flags -> array(statement, position, "bool", flags);
            case Instant[] moments -> array(statement, position, "timestamptz", text(moments));
            case null, default -> statement.setObject(position, value);
        }
    }

    private static void array(
            PreparedStatement statement, int position, String type, @Nullable Object[] values)
            throws SQLException {
        statement.setArray(position, statement.getConnection().createArrayOf(type, values));
    }

    private static @Nullable Object[] text(Instant[] moments) {
        var texts = new @Nullable Object[moments.length];
        for (var i = 0; i < moments.length; i++) {
            texts[i] = moments[i] == null ? null : moments[i].toString();
        }
        return texts;
    }
}
