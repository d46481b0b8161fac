package muster.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of a result, read by column name. A null where a value must be is a bug and throws. */
public final class Row {
    private final ResultSet rows;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    /** Makes a value of a row. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(Row row);
    }

    public UUID uuid(String column) {
        return present(column, uuidOrNull(column));
    }

    public @Nullable UUID uuidOrNull(String column) {
        return value(column, UUID.class);
    }

    public String text(String column) {
        return present(column, textOrNull(column));
    }

    public @Nullable String textOrNull(String column) {
        return value(column, String.class);
    }

    public long number(String column) {
        return present(column, numberOrNull(column));
    }

    /** A whole number of any width: a count is a bigint, a column often an int. */
    public @Nullable Long numberOrNull(String column) {
        try {
            return rows.getObject(column) instanceof Number number ? number.longValue() : null;
        } catch (SQLException failure) {
            throw new Database.Failure("column " + column, failure);
        }
    }

    public int integer(String column) {
        return Math.toIntExact(number(column));
    }

    public boolean flag(String column) {
        return present(column, value(column, Boolean.class));
    }

    public @Nullable Boolean flagOrNull(String column) {
        return value(column, Boolean.class);
    }

    public Instant instant(String column) {
        return present(column, instantOrNull(column));
    }

    public @Nullable Instant instantOrNull(String column) {
        var moment = value(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    public LocalDate date(String column) {
        return present(column, value(column, LocalDate.class));
    }

    public List<String> texts(String column) {
        return List.of(present(column, array(column)));
    }

    public byte[] bytes(String column) {
        return present(column, value(column, byte[].class));
    }

    private @Nullable String @Nullable [] array(String column) {
        try {
            var array = rows.getArray(column);
            return array == null ? null : (String[]) array.getArray();
        } catch (SQLException failure) {
            throw new Database.Failure("column " + column, failure);
        }
    }

    private <T> @Nullable T value(String column, Class<T> type) {
        try {
            return rows.getObject(column, type);
        } catch (SQLException failure) {
            throw new Database.Failure("column " + column, failure);
        }
    }

    private static <T> T present(String column, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }
}
