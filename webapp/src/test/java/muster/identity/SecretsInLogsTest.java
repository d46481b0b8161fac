package muster.identity;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import muster.tenancy.Authentication;
import muster.tenancy.Permission;
import muster.web.CollectorKeys;
import muster.web.SigningKey;
import muster.web.Visitor;
import muster.web.Visitors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds a secret does not say it when somebody logs the whole of it. */
class SecretsInLogsTest {
    private static final String SECRET = "hunter2";
    private static final UUID ID = UUID.randomUUID();
    private static final EmailAddress ADA = EmailAddress.of("ada@acme.example").orElseThrow();

    static Stream<Record> holders() {
        var shown = Optional.of(SECRET);
        return Stream.of(
                new Visitors.Credentials(
                        shown, shown, shown, Optional.empty(), Optional.empty(), "192.0.2.7", true),
                new CollectorKeys.Known(
                        ID,
                        ID,
                        "web-1",
                        new Visitor.Organization(ID, "acme", "Acme", true),
                        new SigningKey(
                                SECRET.repeat(5).substring(0, 32).getBytes(StandardCharsets.UTF_8)),
                        false,
                        Set.of()),
                new Visitor.SignedIn(
                        ID,
                        "ada@acme.example",
                        "Ada",
                        "UTC",
                        Optional.of(
                                new Visitor.Session(
                                        ID,
                                        Authentication.PASSWORD,
                                        Optional.empty(),
                                        false,
                                        Instant.EPOCH,
                                        SECRET)),
                        EnumSet.allOf(Permission.class),
                        List.of()),
                new MailedLinks.Confirmation(ADA, ID, "Acme", "Ada", SECRET, false));
    }

    @ParameterizedTest
    @MethodSource("holders")
    void sayNoSecret(Record holder) {
        assertFalse(holder.toString().contains(SECRET), () -> holder.getClass().getName());
    }
}
