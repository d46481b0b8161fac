package muster.organizations;

import muster.audit.Entry;
import muster.audit.Head;
import muster.identity.EmailAddress;
import muster.identity.Letter;
import muster.identity.Mail;
import muster.identity.Secret;
import muster.tenancy.Role;
import muster.web.Messages;
import muster.web.Site;

/** The letters that people get about organizations; their words stand in the message files. */
public final class OrganizationLetters {
    private final Mail mail;
    private final Messages messages;
    private final Site site;

    public OrganizationLetters(Mail mail, Messages messages, Site site) {
        this.mail = mail;
        this.messages = messages;
        this.site = site;
    }

    /** Brings an invitation's link to whom it is for. */
    void invitation(EmailAddress to, String organization, String by, Role role, Secret link) {
        mail.send(
                new Letter(
                        to.text(),
                        messages.text("organizations.mail.invitation.subject", organization),
                        messages.text(
                                "organizations.mail.invitation.text",
                                by,
                                organization,
                                messages.text("organizations.role." + role.word()),
                                site.link("/invitations/" + link.text()))));
    }

    /** Says that an organization has another owner now, to the one it had and the one it has. */
    void transferred(EmailAddress to, String organization, String from, String now) {
        mail.send(
                new Letter(
                        to.text(),
                        messages.text("organizations.mail.transferred.subject", organization),
                        messages.text(
                                "organizations.mail.transferred.text", organization, from, now)));
    }

    /** Tells an owner how far the record had got, to be kept where the hub cannot reach it. */
    void head(EmailAddress to, String organization, String slug, Entry last) {
        mail.send(
                new Letter(
                        to.text(),
                        messages.text(
                                "organizations.mail.head.subject", organization, last.sequence()),
                        messages.text(
                                "organizations.mail.head.text",
                                organization,
                                new Head(last.sequence(), last.hash()).toString(),
                                last.at().toString(),
                                site.link("/o/" + slug + "/settings/audit#verify"))));
    }
}
