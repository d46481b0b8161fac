package muster.web;

/** What a way asks or allows beyond what its door does. */
public enum Clause {
    /** A session must have been proven a short while ago: what is behind this does harm. */
    FRESH,
    /**
     * Also open to a session that is bound to one organization: what is behind this reaches nothing
     * of the person's elsewhere.
     */
    BOUND,
    /** Also for what another site makes a browser send, since that is what it is for. */
    CROSS_SITE
}
