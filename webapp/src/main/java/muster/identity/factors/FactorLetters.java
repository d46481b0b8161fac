package muster.identity.factors;

import muster.identity.Letter;
import muster.identity.Mail;
import muster.identity.People;
import muster.web.Messages;
import muster.web.Site;

/** The letters that tell people what has changed in how they sign in, in case it was not them. */
final class FactorLetters {
    private final Mail mail;
    private final Messages messages;
    private final Site site;

    FactorLetters(Mail mail, Messages messages, Site site) {
        this.mail = mail;
        this.messages = messages;
        this.site = site;
    }

    /**
     * Says that a factor was added, removed, or made again.
     *
     * @param change names the message that says which
     */
    void changed(People.Person person, Change change) {
        var what = messages.text(change.message());
        mail.send(
                new Letter(
                        person.email(),
                        messages.text("identity.mail.factors.subject"),
                        messages.text(
                                "identity.mail.factors.text", person.name(), what, security())));
    }

    /** Says that a recovery code was used. */
    void recoveryUsed(People.Person person, long left) {
        mail.send(
                new Letter(
                        person.email(),
                        messages.text("identity.mail.recovery.subject"),
                        messages.text(
                                "identity.mail.recovery.text", person.name(), left, security())));
    }

    /** Says that a passkey was shown whose counter went back: there are two of it. */
    void passkeyCopied(People.Person person, String passkey) {
        mail.send(
                new Letter(
                        person.email(),
                        messages.text("identity.mail.copied.subject"),
                        messages.text(
                                "identity.mail.copied.text", person.name(), passkey, security())));
    }

    private String security() {
        return site.link("/account/security");
    }
}
