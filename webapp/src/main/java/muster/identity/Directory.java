package muster.identity;

import java.util.Optional;

/**
 * Who answers for the passwords of some people instead of the hub: the company's directory, or
 * nobody.
 */
public interface Directory {
    /** Whether this mailbox's password is the directory's business, and no other one counts. */
    boolean answersFor(EmailAddress email);

    /**
     * Whose these are, if they belong together. Outside of any transaction.
     *
     * @throws Unreachable it did not answer, so nobody knows
     */
    Optional<People.Person> person(EmailAddress email, String password);

    /** The directory did not answer; the message is for the log. */
    final class Unreachable extends RuntimeException {
        public Unreachable(String why) {
            super(why, null, false, false);
        }
    }

    /** No directory: the hub keeps all passwords itself. */
    static Directory none() {
        return new Directory() {
            @Override
            public boolean answersFor(EmailAddress email) {
                return false;
            }

            @Override
            public Optional<People.Person> person(EmailAddress email, String password) {
                return Optional.empty();
            }
        };
    }
}
