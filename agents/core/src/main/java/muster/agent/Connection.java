package muster.agent;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import muster.wire.Signature;

/**
 * What an enrolled collector says to its hub: signed, by the key that counts, through the listener
 * that takes it.
 */
final class Connection {
    /** The place of what is no batch. */
    static final long NO_SEQUENCE = 0;

    private final Home home;
    private final Hub hub;
    private final Clock clock;
    private Identity identity;
    private Optional<Hub.Way> ordinary = Optional.empty();
    private Optional<Hub.Way> showing = Optional.empty();

    /** Whether the hub has refused what came without a certificate. */
    private boolean mustShow;

    /** What to post. */
    static final class Message {
        final String verb;
        private final String contentType;
        private final boolean compressed;
        private final byte[] sent;

        private Message(String verb, String contentType, boolean compressed, byte[] sent) {
            this.verb = verb;
            this.contentType = contentType;
            this.compressed = compressed;
            this.sent = sent;
        }

        static Message json(String verb, byte[] sent) {
            return new Message(verb, "application/json", false, sent);
        }

        /** A batch's bytes, which are compressed since it was spooled. */
        static Message batch(Batch.Kind kind, byte[] sent) {
            return new Message(kind.verb, kind.contentType, true, sent);
        }
    }

    Connection(Home home, Hub hub, Clock clock, Identity identity) {
        this.home = home;
        this.hub = hub;
        this.clock = clock;
        this.identity = identity;
    }

    Identity identity() {
        return identity;
    }

    /** Writes down who this collector is now, before it acts upon it. */
    void become(Identity next) throws IOException {
        next.save(home);
        if (!next.certificate().equals(identity.certificate())
                || !next.ca().equals(identity.ca())) {
            ordinary = Optional.empty();
            showing = Optional.empty();
        }
        identity = next;
    }

    /**
     * Sends a message and returns the hub's answer, whatever it is.
     *
     * @throws IOException there was none
     */
    Answer post(Message message, UUID epoch, long sequence) throws IOException {
        var answer = throughListener(message, epoch, sequence);
        if (answer.meaning() == Answer.Meaning.ENROLL_AGAIN && identity.keys().size() > 1) {
            // The hub may know only the other one: it lost what it did last, or we what it said.
            become(identity.withKeys(identity.keys().reversed(), clock.instant()));
            answer = throughListener(message, epoch, sequence);
        } else if (answer.isDelivered() && identity.keys().size() > 1) {
            become(identity.withKeys(List.of(identity.key()), identity.keySince()));
        }
        return answer;
    }

    private Answer throughListener(Message message, UUID epoch, long sequence) throws IOException {
        boolean another = !identity.endpoint().equals(hub.address());
        // What renews a certificate must not need one.
        if (mustShow && another && !message.verb.equals(Renewal.VERB)) {
            return throughShowing(message, epoch, sequence);
        }
        var answer = through(ordinaryWay(), message, epoch, sequence);
        if (answer.meaning() == Answer.Meaning.CERTIFICATE_REQUIRED && another) {
            mustShow = true;
            try {
                return throughShowing(message, epoch, sequence);
            } catch (IOException e) {
                // Both are worth knowing: what is wanted, and why it cannot be given.
                return answer.adding("%s gives no answer: %s".formatted(identity.endpoint(), e));
            }
        }
        return answer;
    }

    private Answer throughShowing(Message message, UUID epoch, long sequence) throws IOException {
        try {
            if (showing.isEmpty()) {
                showing = Optional.of(hub.way(identity.endpoint(), identity, true));
            }
            return through(showing.get(), message, epoch, sequence);
        } catch (IOException e) {
            // The next one asks the ordinary listener again: it may be enough by now.
            mustShow = false;
            throw e;
        }
    }

    private Hub.Way ordinaryWay() throws IOException {
        if (ordinary.isEmpty()) {
            ordinary = Optional.of(hub.way(hub.address(), identity, false));
        }
        return ordinary.get();
    }

    private Answer through(Hub.Way way, Message message, UUID epoch, long sequence)
            throws IOException {
        var key = identity.key();
        var signature =
                Signature.of(
                        key.bytes(),
                        "POST",
                        Hub.PATH + message.verb,
                        key.id(),
                        epoch,
                        sequence,
                        message.sent);
        return hub.post(way, message.verb, headers(message, signature), message.sent);
    }

    private static Map<String, String> headers(Message message, Signature signature) {
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", message.contentType);
        headers.put(Signature.KEY_HEADER, signature.key().toString());
        headers.put(Signature.EPOCH_HEADER, signature.epoch().toString());
        headers.put(Signature.SEQUENCE_HEADER, Long.toString(signature.sequence()));
        headers.put(Signature.CODE_HEADER, signature.code());
        if (message.compressed) {
            headers.put("Content-Encoding", "gzip");
        }
        return headers;
    }

    /** A request for a certificate by the key that this collector enrolled with. */
    String csr() throws IOException {
        try {
            return Csr.of(identity.agentId().toString(), identity.pair());
        } catch (GeneralSecurityException e) {
            throw new IOException("the private key cannot be used: " + e.getMessage(), e);
        }
    }
}
