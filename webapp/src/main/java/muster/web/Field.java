package muster.web;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.List;
import java.util.Optional;
import muster.database.Sql;

/**
 * One field of a list: what it is called in queries, and the column or expression it stands for.
 *
 * @param words of an enum, from the lowest to the highest
 * @param among rows of another table, where a thing can have several values: one has to match
 */
public record Field(
        String name,
        Type type,
        Sql column,
        List<String> words,
        boolean sortable,
        Optional<Sql> among) {
    /** What a field's values are. */
    public enum Type {
        TEXT,
        NUMBER,
        TIME,
        FLAG,
        ENUM,
        ID;

        /** Whether {@code <}, {@code >} and {@code a..b} mean something. */
        boolean isOrdered() {
            return this == NUMBER || this == TIME || this == ENUM;
        }
    }

    public Field {
        words = List.copyOf(words);
    }

    /** A text in lower case, {@code collate "C"}: queries are lowered before they are compared. */
    public static Field text(String name, @CompileTimeConstant String column) {
        return one(name, Type.TEXT, Sql.of(column), List.of());
    }

    /**
     * Several such texts of one thing.
     *
     * @param rows such as {@code device_labels l where l.device_id = d.id}
     */
    public static Field texts(
            String name, @CompileTimeConstant String column, @CompileTimeConstant String rows) {
        return new Field(
                name, Type.TEXT, Sql.of(column), List.of(), false, Optional.of(Sql.of(rows)));
    }

    public static Field number(String name, @CompileTimeConstant String column) {
        return one(name, Type.NUMBER, Sql.of(column), List.of());
    }

    public static Field time(String name, @CompileTimeConstant String column) {
        return one(name, Type.TIME, Sql.of(column), List.of());
    }

    public static Field flag(String name, @CompileTimeConstant String column) {
        return one(name, Type.FLAG, Sql.of(column), List.of());
    }

    public static Field id(String name, @CompileTimeConstant String column) {
        return one(name, Type.ID, Sql.of(column), List.of());
    }

    /** One of these words, given from the lowest to the highest. */
    public static Field word(
            String name, @CompileTimeConstant String column, List<String> lowestFirst) {
        return one(name, Type.ENUM, Sql.of(column), lowestFirst);
    }

    /** May be sorted by: the column is never null, and has an index that ends with the id. */
    public Field sorted() {
        if (type == Type.FLAG || among.isPresent()) {
            throw new IllegalArgumentException(name + " has no order");
        }
        return new Field(name, type, column, words, true, among);
    }

    private static Field one(String name, Type type, Sql column, List<String> words) {
        return new Field(name, type, column, words, false, Optional.empty());
    }
}
