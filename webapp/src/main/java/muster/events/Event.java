package muster.events;

import org.jspecify.annotations.Nullable;

/**
 * One event as a collector tells it, shaped as OCSF says.
 *
 * @param classUid what kind of event, such as 4003 for DNS activity
 * @param time when it was observed, in milliseconds since 1970, by the collector's clock
 * @param name the host that it is about, as far as it is named: what was asked for or spoken to
 * @param summary one sentence
 * @param json all of it, as one line, without what is withheld
 * @see <a href="https://schema.ocsf.io/">OCSF</a>
 */
record Event(
        int classUid,
        int activityId,
        Severity severity,
        long time,
        Endpoint source,
        Endpoint destination,
        @Nullable String name,
        @Nullable String summary,
        String json) {

    /** Where something came from or went to, as far as it is known. */
    record Endpoint(@Nullable String address, @Nullable Integer port, @Nullable String hostname) {
        static final Endpoint NONE = new Endpoint(null, null, null);
    }
}
