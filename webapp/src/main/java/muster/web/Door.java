package muster.web;

/** Who a route lets in. */
public enum Door {
    /** Everybody; the handler opens its own transactions. */
    ANYONE,
    /**
     * A person or a program, whoever has shown who they are; the handler opens its transactions.
     */
    KNOWN,
    /** Somebody signed in, in no organization. */
    PERSON,
    /** Somebody signed in who changes their own account; the handler opens its transactions. */
    ACCOUNT,
    /** A member or a key of the organization in the path, with a permission. */
    MEMBER,
    /** A program that reports, known by its key or its signature alone. */
    COLLECTOR,
    /** A collector that signs, and no other program. */
    SIGNED,
    /** The same, even where its organization wants a certificate: one is what it comes for. */
    RENEWING;

    /** Whether the Desk opens a transaction around what is behind this door. */
    boolean hasTransaction() {
        return switch (this) {
            case PERSON, MEMBER, COLLECTOR, SIGNED, RENEWING -> true;
            case ANYONE, KNOWN, ACCOUNT -> false;
        };
    }
}
