package muster.web;

import java.util.Optional;

/** What came over the wire, read only when a handler asks and never beyond its limits. */
interface Incoming {
    <R extends Record> R body(Class<R> type);

    /** One field of a form; nothing where the body is not a form. */
    Optional<String> field(String name);

    byte[] bytes(int bytesMax);

    Optional<String> header(String name);

    String address();
}
