package muster.identity.saml;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import muster.identity.Outbound;
import muster.web.Messages;

/** Takes an identity provider's description as it is pasted, or from where it is published. */
final class MetadataSource {
    private static final int URL_LETTERS_MAX = 2_000;
    private static final int OK = 200;

    private final Outbound outbound;
    private final Messages messages;
    private final Clock clock;

    /** A description that was read. */
    record Read(Description description, IdentityProvider provider) {}

    /** There is none, or it cannot be used; the message is for who gave it. */
    static final class Unusable extends Exception {
        Unusable(String why) {
            super(why);
        }

        String why() {
            return String.valueOf(getMessage());
        }
    }

    MetadataSource(Outbound outbound, Messages messages, Clock clock) {
        this.outbound = outbound;
        this.messages = messages;
        this.clock = clock;
    }

    /** What was pasted. */
    Read pasted(String text) throws Unusable {
        return read(text, Optional.empty());
    }

    /** What stands at this address now. Outside of any transaction. */
    Read published(String url) throws Unusable {
        try {
            if (url.length() > URL_LETTERS_MAX) {
                throw new Unusable(messages.text("identity.sso.metadata.url"));
            }
            var uri = new URI(url.strip());
            var answer =
                    outbound.send(
                            Outbound.Message.get(
                                    uri,
                                    "application/samlmetadata+xml, application/xml, text/xml"));
            if (answer.status() != OK) {
                throw new Unusable(messages.text("identity.sso.metadata.status", answer.status()));
            }
            return read(answer.body(), Optional.of(uri.toString()));
        } catch (URISyntaxException malformed) {
            throw new Unusable(messages.text("identity.sso.metadata.url"));
        } catch (Outbound.Unreachable unreachable) {
            throw new Unusable(
                    messages.text("identity.sso.metadata.unreachable", unreachable.getMessage()));
        }
    }

    /**
     * What stands at the address of a connection now. It may bring other keys, but nobody else:
     * whom to trust is for owners to say.
     */
    Read again(Connection connection, String url) throws Unusable {
        var read = published(url);
        var other = read.provider().entityId();
        if (!other.equals(connection.provider().entityId())) {
            throw new Unusable(messages.text("identity.sso.metadata.other", other));
        }
        return read;
    }

    private Read read(String text, Optional<String> url) throws Unusable {
        try {
            var description = new Description(text, clock.instant(), url);
            return new Read(
                    description,
                    Metadata.read(text.getBytes(StandardCharsets.UTF_8), clock.instant()));
        } catch (Metadata.Unreadable unreadable) {
            throw new Unusable(messages.text(unreadable.fault().words(), unreadable.getMessage()));
        }
    }
}
