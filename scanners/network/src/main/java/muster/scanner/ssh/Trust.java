package muster.scanner.ssh;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.Comparator;
import java.util.Optional;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;

/** Holds devices to the keys that they are known by, and remembers why a session failed. */
final class Trust implements ServerKeyVerifier, SessionListener {
    /** Keys of a session's own map, which outlives it; its attributes do not. */
    private enum Kept {
        REFUSAL,
        TROUBLE
    }

    private final HostKeys hostKeys;

    Trust(HostKeys hostKeys) {
        this.hostKeys = hostKeys;
    }

    /** Why its key was not accepted. */
    static Optional<String> refusal(ClientSession session) {
        return Optional.ofNullable((String) session.getMetadataMap().get(Kept.REFUSAL));
    }

    /** What went wrong first. */
    static Optional<Throwable> trouble(ClientSession session) {
        return Optional.ofNullable((Throwable) session.getMetadataMap().get(Kept.TROUBLE));
    }

    /** A device has several keys; the one that is known is asked for first. */
    @Override
    public void sessionCreated(Session session) {
        hostKeys.algorithm(address(session.getIoSession().getRemoteAddress()))
                .ifPresent(known -> {
                    var factories =
                            session.getSignatureFactories().stream()
                                    .sorted(
                                            Comparator.comparing(
                                                    one -> !isOf(known, one.getName())))
                                    .toList();
                    session.setSignatureFactories(factories);
                });
    }

    /** Keys of RSA are signed with by several algorithms. */
    private static boolean isOf(String keyType, String algorithm) {
        return keyType.equals(KeyUtils.getCanonicalKeyType(algorithm));
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
        var refusal = hostKeys.refusal(address(address), key);
        refusal.ifPresent(why -> session.getMetadataMap().put(Kept.REFUSAL, why));
        return refusal.isEmpty();
    }

    @Override
    public void sessionException(Session session, Throwable trouble) {
        if (session instanceof ClientSession client) {
            client.getMetadataMap().putIfAbsent(Kept.TROUBLE, trouble);
        }
    }

    private static String address(SocketAddress address) {
        return address instanceof InetSocketAddress one
                ? one.getAddress().getHostAddress() + ":" + one.getPort()
                : address.toString();
    }
}
