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
 * @param permission what a member needs; null where the door asks for none
 * @param alias whether the organization comes from the key instead of the path
 * @param input what it takes beside its path
 * @param transaction whether the Desk opens one around the handler
 */
public record Route(
        String method,
        String path,
        Face face,
        Door door,
        @Nullable Permission permission,
        boolean alias,
        Input input,
        boolean transaction,
        Handler handler) {
    /** Whom a route talks to: a browser, with pages, or a program, with JSON. */
    public enum Face {
        PAGE,
        API
    }

    public boolean changes() {
        return !method.equals("GET");
    }

    /** The permission's word, or what stands in its place in {@code x-permission}. */
    public String permissionWord() {
        if (permission != null) {
            return permission.word();
        } else if (door == Door.ANYONE) {
            return "public";
        } else {
            return door.name().toLowerCase(Locale.ROOT);
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
