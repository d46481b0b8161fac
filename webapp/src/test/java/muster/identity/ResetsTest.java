package muster.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import muster.ClockedHub;
import muster.TestClock;
import muster.audit.Audit;
import muster.database.Sql;
import muster.database.TestDatabase;
import muster.enrollment.SigningKeys;
import muster.web.Announcements;
import muster.web.RateLimits;
import muster.web.Site;
import muster.web.Templates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Asking for another password: the same is done for an address that somebody has and for none. */
class ResetsTest {
    private static final EmailAddress ADA = new EmailAddress("ada@acme.example");
    private static final EmailAddress NOBODY = new EmailAddress("nobody@acme.example");

    private final TestDatabase test = TestDatabase.fresh();
    private final LaterMail mail = new LaterMail();
    private final Identity identity = identity();

    /** Mail whose letters are written when the test says so. */
    private static final class LaterMail implements Mail {
        final List<Supplier<Optional<Letter>>> unwritten = new ArrayList<>();

        @Override
        public void send(Supplier<Optional<Letter>> letter) {
            unwritten.add(letter);
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void whileSomebodyWaitsTheSameIsDoneForEverybody() {
        test.database().atDoor(() -> identity.people.welcome(ADA, "Ada", "no hash"));

        identity.resets.ask(ADA);
        identity.resets.ask(NOBODY);

        assertEquals(2, mail.unwritten.size());
        assertEquals(links(ADA), links(NOBODY));
        assertEquals(Optional.of(ADA.text()), mail.unwritten.get(0).get().map(Letter::to));
        assertEquals(Optional.empty(), mail.unwritten.get(1).get());
    }

    private long links(EmailAddress email) {
        return test.database()
                .atDoor(() ->
                        test.database()
                                .first(
                                        Sql.of(
                                                "select count(*) as n from mailed_links where email"
                                                        + " = ?",
                                                email.text()),
                                        row -> row.number("n")))
                .orElseThrow();
    }

    private Identity identity() {
        var clock = new TestClock(ClockedHub.MONDAY);
        return new Identity(
                test.database(),
                new Audit(test.database(), TestDatabase.KEY, clock),
                new RateLimits(clock),
                new Announcements(),
                mail,
                Templates.packaged(clock, link -> link).messages(),
                new Site(URI.create("http://localhost"), true),
                new SigningKeys(test.database(), TestDatabase.KEY, clock),
                TestDatabase.KEY,
                Optional.empty(),
                clock);
    }
}
