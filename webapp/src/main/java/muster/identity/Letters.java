package muster.identity;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import muster.web.Messages;
import muster.web.Site;

/** The letters that people get about themselves; their words stand in the message files. */
public final class Letters {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final Mail mail;
    private final Messages messages;
    private final Site site;

    public Letters(Mail mail, Messages messages, Site site) {
        this.mail = mail;
        this.messages = messages;
        this.site = site;
    }

    /**
     * Asks a mailbox whether it signed up. Strangers can make the hub write to anybody: not a word
     * of theirs is in the letter, or it would carry their advertisements.
     */
    public void confirmation(EmailAddress to, Secret link) {
        mail.send(
                new Letter(
                        to.text(),
                        messages.text("identity.mail.confirmation.subject"),
                        messages.text(
                                "identity.mail.confirmation.text",
                                site.link("/verify/" + link.text()))));
    }

    /** Brings the link that sets a new password to the person of this mailbox, if there is one. */
    void reset(EmailAddress to, Supplier<Optional<People.Person>> person, Secret link) {
        mail.send(() -> person.get().map(one -> reset(to, one.name(), link)));
    }

    private Letter reset(EmailAddress to, String name, Secret link) {
        return new Letter(
                to.text(),
                messages.text("identity.mail.reset.subject"),
                messages.text(
                        "identity.mail.reset.text", name, site.link("/reset/" + link.text())));
    }

    /** Says that an organization is gone, to one of its owners. */
    public void organizationDeleted(EmailAddress to, String organization, String by) {
        mail.send(
                new Letter(
                        to.text(),
                        messages.text("identity.mail.deleted.subject", organization),
                        messages.text("identity.mail.deleted.text", organization, by)));
    }

    /** Says that somebody signed in from where the person has never been. */
    void newSignIn(People.Person person, Origin origin, Instant at) {
        mail.send(
                new Letter(
                        person.email(),
                        messages.text("identity.mail.sign-in.subject"),
                        messages.text(
                                "identity.mail.sign-in.text",
                                person.name(),
                                origin.device().isEmpty() ? "-" : origin.device(),
                                origin.address(),
                                TIME.format(at),
                                site.link("/account/security"))));
    }

    /** Says to an owner that another came in past the organization's identity provider. */
    void brokenGlass(
            String owner, String organization, People.Person who, Origin origin, Instant at) {
        mail.send(
                new Letter(
                        owner,
                        messages.text("identity.mail.break-glass.subject", organization),
                        messages.text(
                                "identity.mail.break-glass.text",
                                who.name(),
                                who.email(),
                                organization,
                                origin.address(),
                                TIME.format(at),
                                site.link("/orgs"))));
    }

    /** Says that the password is another now, in case somebody else did it. */
    public void passwordChanged(EmailAddress to, String name) {
        mail.send(
                new Letter(
                        to.text(),
                        messages.text("identity.mail.changed.subject"),
                        messages.text("identity.mail.changed.text", name, site.link("/forgot"))));
    }

    /** Says that an account elsewhere opens this one now, in case somebody else did it. */
    public void accountConnected(People.Person person, String provider) {
        mail.send(
                new Letter(
                        person.email(),
                        messages.text("identity.mail.connected.subject", provider),
                        messages.text(
                                "identity.mail.connected.text",
                                person.name(),
                                provider,
                                site.link("/account/connections"))));
    }
}
