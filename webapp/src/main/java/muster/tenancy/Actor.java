package muster.tenancy;

import java.util.UUID;

/** Who does something: what the audit record names and what permissions are asked of. */
public sealed interface Actor {
    /** How the audit record names this actor: a kind and an id, never a secret. */
    String reference();

    /** A member's name for people to read. */
    String label();

    /** A person, signed in or acting through a personal token. */
    record Person(UUID id, String label) implements Actor {
        @Override
        public String reference() {
            return "person:" + id;
        }
    }

    /** A program with an API key of one organization. */
    record Program(UUID id, String label) implements Actor {
        @Override
        public String reference() {
            return "key:" + id;
        }
    }

    /** A collector with a credential of its own. */
    record Collector(UUID id, String label) implements Actor {
        @Override
        public String reference() {
            return "collector:" + id;
        }
    }

    /** Muster itself: a job, a migration, a nightly roll-up. */
    record Muster(String label) implements Actor {
        @Override
        public String reference() {
            return "muster:" + label;
        }
    }

    /** Somebody who has not said who they are. */
    record Nobody() implements Actor {
        @Override
        public String reference() {
            return "nobody";
        }

        @Override
        public String label() {
            return "nobody";
        }
    }
}
