package muster.web;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a handler answers; the Desk sends it once the transaction is committed. */
public sealed interface Reply {
    /**
     * A page. The record's package and name say which template; its components are all the template
     * sees. A program that asks the same route gets {@link #json}.
     */
    non-sealed interface Page extends Reply {
        /** The JSON twin of this page. */
        default Object json() {
            return this;
        }

        /** The HTTP status, for pages that say that something is wrong with a form. */
        default int status() {
            return 200;
        }
    }

    /** An answer for programs; a null body sends none. */
    record Json(int status, @Nullable Object body) implements Reply {
        public static Json ok(Object body) {
            return new Json(200, body);
        }

        public static Json created(Object body) {
            return new Json(201, body);
        }

        public static Json nothing() {
            return new Json(204, null);
        }
    }

    /** A browser goes on to this address; a program gets the twin. */
    record Moved(String location, Json twin, List<Cookie> cookies) implements Reply {
        public Moved(String location, Json twin) {
            this(location, twin, List.of());
        }

        public static Moved to(String location) {
            return new Moved(location, Json.nothing());
        }

        public Moved with(Cookie cookie) {
            return with(List.of(cookie));
        }

        /** With these cookies beside those that it has. */
        public Moved with(List<? extends Cookie> more) {
            return new Moved(
                    location, twin, Stream.concat(cookies.stream(), more.stream()).toList());
        }
    }

    /** A cookie of the hub: host-only, not for scripts, same site. */
    sealed interface Cookie {}

    /** The session's. No value removes it. */
    record Session(String value) implements Cookie {}

    /** One that comes back with the requests of this page alone, and ends after this time. */
    record OfPage(String name, String value, String page, Duration life) implements Cookie {}

    /** The same, which also comes back where another site makes the browser send a form there. */
    record CrossSite(String name, String value, String page, Duration life) implements Cookie {}

    /** Announcements for an open page, until either side ends it. */
    record Live() implements Reply {}

    /** A text to read or to run, such as a script; for everybody the same. */
    record Text(String mediaType, String text) implements Reply {}

    /** A refusal of which something is kept: the transaction is committed all the same. */
    record Refused(Problem problem) implements Reply {}

    /** A file to save, written as it is read. */
    record File(String name, String mediaType, Content content) implements Reply {}

    /**
     * A file that is the same for everybody and ready as it is: it waits for no database and takes
     * no room.
     *
     * @param bytes how many the content writes
     */
    record Download(String name, String mediaType, long bytes, Content content) implements Reply {}

    /** Writes a file's bytes. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
