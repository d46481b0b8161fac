package muster.identity.oidc;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.Supplier;
import muster.audit.Audit;
import muster.database.Database;
import muster.database.MasterKey;
import muster.identity.Identity;
import muster.identity.Outbound;
import muster.web.Parts;
import muster.web.Site;

/** The room, wired: what its pages take from it. */
public final class Oidc {
    final List<Provider> providers;
    final Dialogue dialogue;
    final PersonSignIn signIn;
    final MemberSignIn members;
    final Identities identities;
    final Connections connections;
    final Attempts attempts;
    final Exchanges exchanges;

    /** What it takes from elsewhere of the transaction's organization. */
    public record Organization(Predicate<String> ownDomain, Supplier<OptionalInt> membersMax) {}

    public Oidc(
            List<Provider> providers,
            Database database,
            Audit audit,
            Identity identity,
            Outbound outbound,
            Organization organization,
            Site site,
            MasterKey key,
            Clock clock) {
        this.providers = List.copyOf(providers);
        var random = new SecureRandom();
        var questions = new Questions(database, random, clock);
        exchanges = new Exchanges(outbound, site.development(), clock);
        dialogue = new Dialogue(database, questions, exchanges, random, site);
        identities = new Identities(database, clock);
        signIn =
                new PersonSignIn(
                        database, identity.people, identities, identity.record, identity.letters);
        connections = new Connections(database, audit, key, clock);
        members =
                new MemberSignIn(
                        database,
                        identity.people,
                        connections,
                        audit,
                        organization.ownDomain(),
                        organization.membersMax(),
                        clock);
        attempts = new Attempts(database, random, clock);
    }

    /** What the login page offers. */
    public List<Parts.Link> links() {
        return providers.stream()
                .map(one -> new Parts.Link(one.title(), "/login/oidc/" + one.name()))
                .toList();
    }
}
