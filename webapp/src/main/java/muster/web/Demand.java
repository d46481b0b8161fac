package muster.web;

/** What an organization wants of its members' sessions before it lets them in. */
public enum Demand {
    /** That a second factor was shown. */
    SECOND_FACTOR,
    /** That they came through the organization's own identity provider. */
    SINGLE_SIGN_ON,
    /** That they showed a passkey, as who is named for the day that single sign-on is broken. */
    PASSKEY
}
