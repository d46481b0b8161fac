package muster.web;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.List;
import muster.database.Sql;

/**
 * One field of a list: what it is called in queries, and the column or expression it stands for.
 *
 * @param words of an enum, from the lowest to the highest
 */
public record Field(String name, Type type, Sql column, List<String> words, boolean sortable) {
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
        return new Field(name, Type.TEXT, Sql.of(column), List.of(), false);
    }

    public static Field number(String name, @CompileTimeConstant String column) {
        return new Field(name, Type.NUMBER, Sql.of(column), List.of(), false);
    }

    public static Field time(String name, @CompileTimeConstant String column) {
        return new Field(name, Type.TIME, Sql.of(column), List.of(), false);
    }

    public static Field flag(String name, @CompileTimeConstant String column) {
        return new Field(name, Type.FLAG, Sql.of(column), List.of(), false);
    }

    public static Field id(String name, @CompileTimeConstant String column) {
        return new Field(name, Type.ID, Sql.of(column), List.of(), false);
    }

    /** One of these words, given from the lowest to the highest. */
    public static Field word(
            String name, @CompileTimeConstant String column, List<String> lowestFirst) {
        return new Field(name, Type.ENUM, Sql.of(column), lowestFirst, false);
    }

    /** May be sorted by: the column is never null, and has an index that ends with the id. */
    public Field sorted() {
        if (type == Type.FLAG) {
            throw new IllegalArgumentException(name + ": a flag has no order");
        }
        return new Field(name, type, column, words, true);
    }
}
