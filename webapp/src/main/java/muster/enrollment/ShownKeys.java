package muster.enrollment;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** What a listener shows: made anew when another authority takes over. */
final class ShownKeys extends X509ExtendedKeyManager {
    private static final System.Logger LOG = System.getLogger(ShownKeys.class.getName());
    private static final String KIND = "EC";

    private final Supplier<Authority.Shown> maker;
    private final Authorities authorities;

    // A handshake asks several times and must get the same each time.
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private volatile String newest;

    private record Entry(Authority.Shown shown, X509Certificate by) {}

    ShownKeys(Supplier<Authority.Shown> maker, Authorities authorities) {
        this.maker = maker;
        this.authorities = authorities;
        this.newest = make();
    }

    private String make() {
        var authority = authorities.listening();
        var entry = new Entry(maker.get(), authority.certificate());
        var alias = authority.id().toString();
        entries.put(alias, entry);
        return alias;
    }

    private synchronized String alias() {
        try {
            if (!authorities.listening().id().toString().equals(newest)) {
                newest = make();
            }
        } catch (RuntimeException away) {
            // The database does not answer: what was shown so far is still good.
            LOG.log(System.Logger.Level.WARNING, "nobody can say which authority listens", away);
        }
        return newest;
    }

    private @Nullable String alias(String keyType) {
        return keyType.equals(KIND) ? alias() : null;
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyType);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keyType);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return keyType.equals(KIND) ? new String[] {alias()} : null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        var entry = entries.get(alias);
        return entry == null
                ? null
                : new X509Certificate[] {entry.shown().certificate(), entry.by()};
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        var entry = entries.get(alias);
        return entry == null ? null : entry.shown().key();
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
