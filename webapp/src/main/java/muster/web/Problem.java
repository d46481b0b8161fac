package muster.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import muster.wire.ProblemType;

/** A request that cannot be answered: a status, a title and a sentence that helps (RFC 9457). */
public final class Problem extends RuntimeException {
    static final String MEDIA_TYPE = "application/problem+json";

    private final int status;
    private final String title;
    private final String detail;
    private final int retrySeconds;
    private final String type;
    private final String location;
    private final String first;

    private Problem(int status, String title, String detail, int retrySeconds) {
        this(status, title, detail, retrySeconds, "about:blank", "", "");
    }

    private Problem(
            int status,
            String title,
            String detail,
            int retrySeconds,
            String type,
            String location,
            String first) {
        super(status + " " + title + ": " + detail, null, false, false);
        this.status = status;
        this.title = title;
        this.detail = detail;
        this.retrySeconds = retrySeconds;
        this.type = type;
        this.location = location;
        this.first = first;
    }

    /** What was here is at another address for good; pages and programs are sent there. */
    static Problem moved(String location) {
        return new Problem(
                308, "Moved", "this is now at " + location, 0, "about:blank", location, "");
    }

    public static Problem of(int status, String title, String detail) {
        return new Problem(status, title, detail, 0);
    }

    public static Problem badRequest(String detail) {
        return of(400, "Bad request", detail);
    }

    /** Not there, or not yours: nobody can tell which. */
    public static Problem notFound() {
        return of(404, "Not found", "there is nothing here that you can see");
    }

    public static Problem unauthorized(String detail) {
        return of(401, "Not signed in", detail);
    }

    public static Problem forbidden(String detail) {
        return of(403, "Not allowed", detail);
    }

    /**
     * Not before something else is done.
     *
     * @param page where a browser does it, ready for a {@code next=}: {@code /account/proof?}
     */
    public static Problem first(String detail, String page) {
        return new Problem(403, "First something else", detail, 0, "about:blank", "", page);
    }

    public static Problem tooMany(String detail, int retrySeconds) {
        return new Problem(429, "Too many requests", detail, retrySeconds);
    }

    /** Not now, for a reason that passes. */
    public static Problem busy(String detail, int retrySeconds) {
        return new Problem(503, "Busy", detail, retrySeconds);
    }

    /** Whether it is of this type. */
    boolean is(ProblemType known) {
        return type.equals(known.urn());
    }

    /** The same of a type that programs know, such as {@code urn:muster:second-factor}. */
    public Problem typed(String urn) {
        return new Problem(status, title, detail, retrySeconds, urn, location, first);
    }

    /** The same of a type that collectors know. */
    public Problem typed(ProblemType known) {
        return typed(known.urn());
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String detail() {
        return detail;
    }

    /** When to try again, in seconds; 0 where nothing is known. */
    public int retrySeconds() {
        return retrySeconds;
    }

    /** Where to ask instead; empty where nobody knows. */
    String location() {
        return location;
    }

    /** Where a browser goes first, and then comes back; empty where that does not help. */
    String first() {
        return first;
    }

    /** The problem as identity providers get it (RFC 7644, 3.12). */
    Map<String, Object> scim() {
        return Map.of(
                "schemas",
                List.of("urn:ietf:params:scim:api:messages:2.0:Error"),
                "status",
                String.valueOf(status),
                "detail",
                detail);
    }

    /** The problem as programs get it. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", type);
        json.put("title", title);
        json.put("status", status);
        json.put("detail", detail);
        return json;
    }
}
