package muster.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import muster.tenancy.Actor;
import muster.tenancy.Authentication;
import muster.tenancy.Permission;
import muster.tenancy.Role;
import muster.wire.Signature;

/** Who stands at the Desk. */
public sealed interface Visitor {
    Actor actor();

    /**
     * Whether it may make other keys and tokens: what is short-lived or bound to a place must not
     * make something that is neither.
     */
    default boolean mayMakeCredentials() {
        return switch (this) {
            case Anonymous() -> false;
            case SignedIn person -> person.session().isPresent();
            case Program program -> !program.bounded();
            case Collector _ -> false;
        };
    }

    /** Somebody who showed nothing. */
    record Anonymous() implements Visitor {
        @Override
        public Actor actor() {
            return new Actor.Nobody();
        }
    }

    /**
     * A person with a session or a personal token.
     *
     * @param session nothing for a token
     * @param scopes what a personal token may do at most; everything for a session
     * @param memberships those that the session or token reaches
     */
    record SignedIn(
            UUID person,
            String email,
            String name,
            String zone,
            Optional<Session> session,
            Set<Permission> scopes,
            List<Membership> memberships)
            implements Visitor {
        @Override
        public Actor actor() {
            return new Actor.Person(person, name);
        }

        /** How they have shown who they are. */
        public Authentication authentication() {
            return session.map(Session::authentication).orElse(Authentication.TOKEN);
        }

        /** What a form must carry; empty for a token, which no browser sends by itself. */
        public String csrf() {
            return session.map(Session::csrf).orElse("");
        }

        /** Whether the session is another's word for who this is: good for that one alone. */
        boolean isBound() {
            return session.flatMap(Session::organization).isPresent();
        }

        /** Without the token of the session's forms: a log may print this. */
        @Override
        public String toString() {
            return "SignedIn " + person;
        }

        /** The membership in the organization of this slug or id. */
        Optional<Membership> in(String organization) {
            return memberships.stream().filter(one -> one.isOf(organization)).findFirst();
        }
    }

    /**
     * A person's session in a browser.
     *
     * @param organization the only one that it is for, where that one's identity provider vouched
     *     for the person
     * @param secondFactor whether one was shown
     * @param provenAt when the person last showed who they are
     * @param csrf what a form of this session must carry
     */
    record Session(
            UUID id,
            Authentication authentication,
            Optional<UUID> organization,
            boolean secondFactor,
            Instant provenAt,
            String csrf) {
        /** Without the token of its forms: a log may print this. */
        @Override
        public String toString() {
            return "Session " + id;
        }
    }

    /**
     * A program with an API key of one organization.
     *
     * @param bounded whether the key ends by itself or only works from some addresses
     */
    record Program(
            UUID key,
            String name,
            Organization organization,
            Set<Permission> scopes,
            boolean bounded)
            implements Visitor {
        @Override
        public Actor actor() {
            return new Actor.Program(key, name);
        }
    }

    /**
     * A collector that signs what it sends.
     *
     * @param signature what it shows, epoch and sequence among it
     * @param certificate the serial number of the one that it shows as well
     */
    record Collector(CollectorKeys.Known known, Signature signature, Optional<String> certificate)
            implements Visitor {
        /** All that any of them may do: tell. */
        static final Set<Permission> PERMISSIONS =
                Set.of(Permission.INVENTORY_WRITE, Permission.EVENTS_WRITE);

        /** The collector's own id, whatever key it uses. */
        public UUID id() {
            return known.collector();
        }

        /** The key's id. */
        public UUID key() {
            return known.id();
        }

        public Organization organization() {
            return known.organization();
        }

        @Override
        public Actor actor() {
            return new Actor.Collector(id(), known.name());
        }

        /** Without what it showed: a log may print this. */
        @Override
        public String toString() {
            return "Collector " + id();
        }
    }

    /** An organization as far as the Desk must know it. */
    record Organization(UUID id, String slug, String name, boolean confirmed) {
        boolean is(String slugOrId) {
            return slug.equals(slugOrId) || id.toString().equals(slugOrId);
        }
    }

    /**
     * What a person is in an organization.
     *
     * @param demand what the organization still wants of the session, if anything
     */
    record Membership(Organization organization, Role role, Optional<Demand> demand) {
        boolean isOf(String slugOrId) {
            return organization.is(slugOrId);
        }
    }
}
