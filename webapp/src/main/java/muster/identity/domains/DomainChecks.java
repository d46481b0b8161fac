package muster.identity.domains;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import muster.database.Database;
import muster.tenancy.Actor;
import muster.tenancy.Tenant;

/** Asks the name services of domains, when somebody wants to know and once a week. */
public final class DomainChecks implements Runnable {
    static final Duration INTERVAL = Duration.ofDays(7);

    private static final Actor MUSTER = new Actor.Muster("domains");
    private static final System.Logger LOG = System.getLogger(DomainChecks.class.getName());

    private final Database database;
    private final Domains domains;
    private final TxtRecords records;
    private final OwnerLetters letters;
    private final Clock clock;

    /** What came of a check. */
    public enum Outcome {
        CONFIRMED,
        MISSING,
        UNANSWERED,
        TAKEN
    }

    public DomainChecks(
            Database database,
            Domains domains,
            TxtRecords records,
            OwnerLetters letters,
            Clock clock) {
        this.database = database;
        this.domains = domains;
        this.records = records;
        this.letters = letters;
        this.clock = clock;
    }

    /** Asks for one domain. Outside of any transaction: a name server takes its time. */
    Outcome check(Tenant tenant, Domains.Domain domain, Actor actor) {
        try {
            return shows(domain) ? confirmed(tenant, domain, actor) : Outcome.MISSING;
        } catch (TxtRecords.Unanswered unanswered) {
            LOG.log(System.Logger.Level.INFO, "{0}", unanswered.getMessage());
            return Outcome.UNANSWERED;
        }
    }

    private boolean shows(Domains.Domain domain) throws TxtRecords.Unanswered {
        return records.at(domain.domain()).contains(domain.txt())
                || records.at(Domains.PLACE + domain.domain()).contains(domain.txt());
    }

    private Outcome confirmed(Tenant tenant, Domains.Domain domain, Actor actor) {
        try {
            return database.inTenant(
                    tenant,
                    () -> {
                        domains.confirmed(domain, actor);
                        return Outcome.CONFIRMED;
                    });
        } catch (Database.Failure failure) {
            if (failure.isOfItsValues()) {
                return Outcome.TAKEN;
            }
            throw failure;
        }
    }

    /** Asks again for those that were confirmed a while ago. */
    @Override
    public void run() {
        for (var tenant : database.tenants()) {
            for (var domain : database.inTenant(tenant, this::due)) {
                var outcome = check(tenant, domain, MUSTER);
                if (outcome == Outcome.MISSING) {
                    missed(tenant, domain);
                }
            }
        }
    }

    // One that missed is asked for each day: it is mended the day that its record is.
    private List<Domains.Domain> due() {
        var before = clock.instant().minus(INTERVAL);
        var due = new ArrayList<Domains.Domain>();
        for (var domain : domains.all()) {
            var checked = domain.checkedAt();
            var old = checked == null || !checked.isAfter(before);
            if (domain.verifiedAt() != null && (old || domain.failingSince() != null)) {
                due.add(domain);
            }
        }
        return due;
    }

    private void missed(Tenant tenant, Domains.Domain domain) {
        var first = domain.failingSince() == null;
        var told =
                database.inTenant(
                        tenant,
                        () -> {
                            var lost = domains.missed(domain, MUSTER);
                            return new Told(lost, letters.owners());
                        });
        if (told.lost()) {
            letters.send(
                    told.owners(), "identity.sso.mail.domain.lost.", domain.domain(), domain.txt());
        } else if (first) {
            letters.send(
                    told.owners(),
                    "identity.sso.mail.domain.missed.",
                    domain.domain(),
                    domain.txt(),
                    Domains.GRACE.toDays());
        }
    }

    private record Told(boolean lost, List<String> owners) {
        Told {
            owners = List.copyOf(owners);
        }
    }
}
