package muster.identity.oidc;

import java.net.URI;
import java.security.SecureRandom;
import java.util.Optional;
import muster.database.Database;
import muster.identity.Secret;
import muster.web.Site;

/** A question to a provider and its answer, by way of one browser. Outside of any transaction. */
final class Dialogue {
    private final Database database;
    private final Questions questions;
    private final Exchanges exchanges;
    private final SecureRandom random;
    private final Site site;

    /** Where the browser is sent, and what it keeps meanwhile. */
    record Asked(URI question, Secret browser) {}

    /** What came back with the browser. */
    record Answer(String state, String code, String error, Optional<String> issuer) {}

    /** What was asked, and who it is. */
    record Answered(Questions.Question question, Vouched vouched) {}

    Dialogue(
            Database database,
            Questions questions,
            Exchanges exchanges,
            SecureRandom random,
            Site site) {
        this.database = database;
        this.questions = questions;
        this.exchanges = exchanges;
        this.random = random;
        this.site = site;
    }

    /**
     * Asks.
     *
     * @param cookie what the browser keeps already, for another tab
     */
    Asked ask(Provider provider, Optional<String> cookie, Questions.Question question)
            throws Refused {
        var browser =
                cookie.filter(text -> !text.isEmpty())
                        .map(Secret::shown)
                        .orElseGet(() -> Secret.make(Secret.Kind.TICKET, random));
        var state = database.atDoor(() -> questions.ask(provider.name(), browser, question));
        var ticket = new Ticket(browser, state, callback(provider));
        return new Asked(exchanges.question(provider, ticket), browser);
    }

    /** Reads the answer; the question is used up by it, whatever it says. */
    Answered answered(Provider provider, Optional<String> cookie, Answer answer) throws Refused {
        var browser = Secret.shown(cookie.orElse(""));
        var state = Secret.shown(answer.state());
        var question =
                database.atDoor(() -> questions.take(provider.name(), browser, state))
                        .orElseThrow(() ->
                                new Refused(
                                        Reason.STATE_UNKNOWN,
                                        "nobody in this browser waits for this answer"));
        if (!answer.error().isEmpty() || answer.code().isEmpty()) {
            throw new Refused(Reason.PROVIDER_REFUSED, "the provider says " + word(answer.error()));
        }
        var ticket = new Ticket(browser, state, callback(provider));
        return new Answered(
                question, exchanges.answered(provider, ticket, answer.code(), answer.issuer()));
    }

    private URI callback(Provider provider) {
        return callback(provider.name());
    }

    /** Where this provider sends browsers back to: what it must be told of the hub. */
    URI callback(String provider) {
        return URI.create(site.link("/login/oidc/" + provider + "/callback"));
    }

    // Anybody can write anything into an address.
    private static String word(String error) {
        return error.matches("[a-z_]{1,60}") ? error : "nothing that it should";
    }
}
