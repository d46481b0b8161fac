package muster.web;

import java.time.Duration;

/** How often something may be done, and by whom. */
public enum RateLimit {
    LOGIN_BY_ADDRESS(5),
    LOGIN_BY_ACCOUNT(5),
    /** Sign-ins through a provider, there and back: a whole office that starts to work at nine. */
    PROVIDER_BY_ADDRESS(120),
    /** An office of thousands behind one address begins its day by single sign-on. */
    SINGLE_SIGN_ON_BY_ADDRESS(600),
    /** Each asks a name server of somebody else's. */
    DOMAIN_CHECK_BY_ORGANIZATION(20),
    /** Each fetches a file of somebody else's. */
    METADATA_BY_ORGANIZATION(20),
    SIGNUP_BY_ADDRESS(20),
    VERIFICATION_BY_ADDRESS(20),
    RESET_BY_ADDRESS(5),
    /** Each is a letter to somebody who did not ask for it. */
    INVITATION_BY_ORGANIZATION(30),
    /** What a passkey is asked to sign, and what it has signed: an office signs in at nine. */
    CHALLENGE_BY_ADDRESS(60),
    PASTE_BY_ADDRESS(20),
    /** A fleet that is rolled out from one office. */
    ENROLLMENT_BY_ADDRESS(300),
    KEEP_BY_ADDRESS(20),
    API_BY_KEY(1_000),
    API_BY_ADDRESS(3_000),
    /** One key may speak for a whole fleet that starts to work at nine. */
    COLLECTOR_BY_KEY(6_000),
    /** One device, which may have a day's spool to empty. */
    SIGNED_BY_COLLECTOR(3_000),
    EXPORT_BY_PERSON(60),
    /** A fleet that is rolled out from one office: a program, its signature, and once more. */
    DOWNLOAD_BY_ADDRESS(1_000),
    /** Of somebody signed in, whom scripts may help. */
    PAGE_BY_PERSON(6_000),
    PAGE_BY_ADDRESS(1_200),
    /** Keys, tokens and sessions that open nothing; after as many none is looked up any more. */
    BAD_CREDENTIAL_BY_ADDRESS(300),
    /** 10,000 a second: what is more waits at its senders, so that others do not wait for it. */
    EVENTS_BY_ORGANIZATION(600_000, 20_000);

    /** All limits are per minute: one unit is easier to read than five. */
    public static final Duration PERIOD = Duration.ofMinutes(1);

    private final int perMinute;
    private final int atOnce;

    RateLimit(int perMinute) {
        this(perMinute, perMinute);
    }

    RateLimit(int perMinute, int atOnce) {
        this.perMinute = perMinute;
        this.atOnce = atOnce;
    }

    public int perMinute() {
        return perMinute;
    }

    /** How many of a minute's may come in one moment. */
    int atOnce() {
        return atOnce;
    }
}
