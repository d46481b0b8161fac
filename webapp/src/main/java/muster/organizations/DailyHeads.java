package muster.organizations;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import muster.audit.Audit;
import muster.audit.Entry;
import muster.database.Database;
import muster.tenancy.Tenant;

/**
 * Once a day, for each organization in which something was done: tells its owners the head that its
 * record had at the end of the day before. Who keeps the letter notices a tail that is cut later.
 */
public final class DailyHeads implements Runnable {
    private final Database database;
    private final Audit audit;
    private final Organizations organizations;
    private final Members members;
    private final OrganizationLetters letters;
    private final Clock clock;

    DailyHeads(
            Database database,
            Audit audit,
            Organizations organizations,
            Members members,
            OrganizationLetters letters,
            Clock clock) {
        this.database = database;
        this.audit = audit;
        this.organizations = organizations;
        this.members = members;
        this.letters = letters;
        this.clock = clock;
    }

    @Override
    public void run() {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        for (Tenant tenant : database.tenants()) {
            database.inTenant(
                    tenant,
                    () -> {
                        audit.untold(today).ifPresent(last -> tell(last, today));
                        return tenant;
                    });
        }
    }

    private void tell(Entry last, LocalDate today) {
        if (audit.tell(last, today)) {
            var organization = organizations.current();
            var owners = members.owners();
            database.afterCommit(() ->
                    owners.forEach(one ->
                            letters.head(one, organization.name(), organization.slug(), last)));
        }
    }
}
