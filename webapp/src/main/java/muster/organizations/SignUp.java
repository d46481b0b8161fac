package muster.organizations;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.audit.Audit;
import muster.database.Database;
import muster.identity.EmailAddress;
import muster.identity.Letters;
import muster.identity.MailedLinks;
import muster.identity.Passwords;
import muster.identity.People;
import muster.identity.Secret;
import muster.packages.PackageList;
import muster.tenancy.Actor;
import muster.tenancy.Permission;
import muster.tenancy.Role;
import muster.tenancy.Tenant;
import muster.web.Problem;

/**
 * Signing up. A new organization is there at once; its founder becomes a member when the mailbox
 * says yes, whether or not the person is known already: what is done, written and answered is the
 * same, so nobody learns who has an account.
 */
public final class SignUp {
    private static final String KEY_NAME = "Sign-up";

    private final Database database;
    private final Organizations organizations;
    private final ApiKeys keys;
    private final Founding founding;
    private final People people;
    private final Passwords passwords;
    private final MailedLinks links;
    private final Letters letters;
    private final Audit audit;

    /** Who signs up, for what, and with what in their hands. */
    public record Founder(
            EmailAddress email,
            String password,
            String name,
            String organization,
            Optional<Paste> paste,
            boolean wantsKey) {}

    /** A pasted package list, and the computer it is from where that was said. */
    public record Paste(String text, Optional<String> hostname) {}

    /** A new organization, and the key that a program asked for. */
    public record Founded(UUID organization, Slug slug, Optional<Secret> key) {}

    private record Prepared(Founded founded, Secret link) {}

    public SignUp(
            Database database,
            Organizations organizations,
            ApiKeys keys,
            Founding founding,
            People people,
            Passwords passwords,
            MailedLinks links,
            Letters letters,
            Audit audit) {
        this.database = database;
        this.organizations = organizations;
        this.keys = keys;
        this.founding = founding;
        this.people = people;
        this.passwords = passwords;
        this.links = links;
        this.letters = letters;
        this.audit = audit;
    }

    /** Founds the organization and asks the mailbox. Outside of any transaction. */
    public Founded begin(Founder founder) {
        var hash = passwords.hash(founder.password());
        var tenant = new Tenant(UUID.randomUUID());
        var prepared = database.inTenant(tenant, () -> prepare(tenant, founder, hash));
        if (database.atDoor(() -> links.mayWrite(founder.email()))) {
            letters.confirmation(founder.email(), prepared.link());
        }
        return prepared.founded();
    }

    private Prepared prepare(Tenant tenant, Founder founder, String hash) {
        // Who it was is known when the mailbox says yes.
        var actor = new Actor.Muster("sign-up");
        var slug = organizations.found(founder.organization(), actor);
        var wanted =
                new ApiKeys.Wanted(
                        KEY_NAME, EnumSet.allOf(Permission.class), List.of(), Optional.empty());
        var key =
                founder.wantsKey()
                        ? Optional.of(keys.make(wanted, actor).key())
                        : Optional.<Secret>empty();
        founder.paste().ifPresent(paste -> keep(actor, paste));
        var link = links.confirmation(founder.email(), founder.name(), hash);
        return new Prepared(new Founded(tenant.id(), slug, key), link);
    }

    private void keep(Actor founder, Paste paste) {
        try {
            founding.keep(founder, paste.text(), paste.hostname());
        } catch (PackageList.Unreadable no) {
            throw Problem.of(
                    no.tooLarge() ? 413 : 400, "Not kept", String.valueOf(no.getMessage()));
        } catch (PackageList.Refused no) {
            throw Problem.badRequest(String.valueOf(no.getMessage()));
        }
    }

    /** Mails another link to whom this organization waits for. Outside of any transaction. */
    public void remind(UUID organization) {
        database.atDoor(() -> links.another(organization).filter(it -> links.mayWrite(it.email())))
                .ifPresent(it -> letters.confirmation(it.email(), it.link()));
    }

    /** What a confirmation link asks, while it can be answered. */
    public Optional<MailedLinks.Confirmation> asked(Secret link) {
        return database.atDoor(() -> links.confirmation(link));
    }

    /**
     * The mailbox says yes: the person is there, if they were not, and owns the organization.
     * Saying yes again changes nothing. The slug, or nothing where the link is none or too old.
     */
    public Optional<String> confirm(Secret link) {
        return asked(link)
                .map(asked -> {
                    var person = asked.used() ? known(asked) : welcomed(asked);
                    return database.inTenant(
                            new Tenant(asked.organization()), person.id(), () -> join(person));
                });
    }

    private People.Person welcomed(MailedLinks.Confirmation asked) {
        return database.atDoor(
                () -> people.welcome(asked.email(), asked.name(), asked.passwordHash()));
    }

    private People.Person known(MailedLinks.Confirmation asked) {
        return database.atDoor(() -> people.withAddress(asked.email())).orElseThrow();
    }

    // The links are used up with what they do, so that of two who press the button at once one does
    // it and the other finds it done.
    private String join(People.Person person) {
        if (links.use()) {
            organizations.confirm();
            organizations.join(person.id(), Role.OWNER);
            audit.record(
                    person.actor(),
                    "organization.confirmed",
                    "person:" + person.id(),
                    person.email() + " confirmed the sign-up and is owner");
        }
        return organizations.current().slug();
    }

    /** Founds another organization of somebody who is known. Outside of any transaction. */
    public Founded found(String organization, People.Person owner) {
        var tenant = new Tenant(UUID.randomUUID());
        return database.inTenant(
                tenant,
                owner.id(),
                () -> {
                    var slug = organizations.found(organization, owner.actor());
                    organizations.confirm();
                    organizations.join(owner.id(), Role.OWNER);
                    return new Founded(tenant.id(), slug, Optional.empty());
                });
    }
}
