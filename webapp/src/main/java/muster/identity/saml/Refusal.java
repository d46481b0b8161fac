package muster.identity.saml;

/** A message is not taken. What was looked at stands in the {@link Checks}. */
final class Refusal extends Exception {
    private final Reason reason;

    Refusal(Reason reason) {
        // Without a stack trace: strangers choose how often this is made.
        super(reason.code(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
