package muster.web;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import muster.tenancy.Permission;
import org.jspecify.annotations.Nullable;

/**
 * One row of the route table, which the two-tenant test, the role test, the link test, the
 * permission page and OpenAPI are made from.
 *
 * @param path with parameters in braces, such as {@code /o/{org}/devices/{id}}
 * @param alias whether the organization comes from the key instead of the path
 * @param way its door, and the handler behind it
 */
public record Route(String method, String path, Face face, boolean alias, Way way) {
    /** Whom a route talks to: a browser, with pages, or a program, with JSON. */
    public enum Face {
        PAGE,
        API
    }

    public Door door() {
        return way.door();
    }

    /** What a member needs; null where the door asks for none. */
    public @Nullable Permission permission() {
        return way.permission();
    }

    /** What it takes beside its path. */
    public Input input() {
        return way.input();
    }

    public boolean has(Clause clause) {
        return way.clauses().contains(clause);
    }

    public boolean changes() {
        return !method.equals("GET");
    }

    /** The permission's word, or what stands in its place in {@code x-permission}. */
    public String permissionWord() {
        var permission = permission();
        if (permission != null) {
            return permission.word();
        } else if (door() == Door.ANYONE) {
            return "public";
        } else {
            return door().name().toLowerCase(Locale.ROOT);
        }
    }

    /** The names in braces, in order. */
    public List<String> parameters() {
        return segments(path)
                .filter(Route::isParameter)
                .map(segment -> segment.substring(1, segment.length() - 1))
                .toList();
    }

    static Stream<String> segments(String path) {
        return Stream.of(path.split("/", -1)).skip(1).filter(segment -> !segment.isEmpty());
    }

    static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }
}
