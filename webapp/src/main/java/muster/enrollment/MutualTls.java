package muster.enrollment;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Both sides show a certificate by an authority of the hub, whichever it is at that moment. */
final class MutualTls {
    private static final List<String> OWN = List.of("localhost", "127.0.0.1", "::1");

    /** RFC 5280: what a certificate of a collector is for. */
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";

    private final Authorities authorities;
    private final Clock clock;

    MutualTls(Authorities authorities, Clock clock) {
        this.authorities = authorities;
        this.clock = clock;
    }

    /** For a listener that is reached by this name, and on this computer. */
    SSLContext context(String host) {
        return context(host, new TrustManager[] {new CollectorTrust(this)});
    }

    /** The same for one that asks nobody for a certificate. */
    SSLContext ofOneSide(String host) {
        return context(host, new TrustManager[0]);
    }

    private SSLContext context(String host, TrustManager[] trusted) {
        var named = host.replaceAll("^\\[(.*)]$", "$1");
        var hosts = Stream.concat(Stream.of(named), OWN.stream()).distinct().toList();
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {new ShownKeys(() -> shown(hosts), authorities)},
                    trusted,
                    null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has TLS", impossible);
        }
    }

    private Authority.Shown shown(List<String> hosts) {
        return authorities.listening().show(hosts, clock.instant());
    }

    /**
     * Whether an authority of the hub made this for a collector. When it ends does not matter here,
     * and neither does whether it still counts: both are told in words, by the Desk.
     */
    void check(X509Certificate shown) throws CertificateException {
        var purposes = shown.getExtendedKeyUsage();
        if (purposes == null || !purposes.contains(CLIENT_AUTHENTICATION)) {
            throw new CertificateException("this certificate is for no collector");
        }
        if (authorities.certificates().stream().noneMatch(one -> signed(one, shown))) {
            throw new CertificateException("this certificate is not by this hub");
        }
    }

    List<X509Certificate> authorities() {
        return authorities.certificates();
    }

    private static boolean signed(X509Certificate authority, X509Certificate shown) {
        try {
            shown.verify(authority.getPublicKey());
            return shown.getIssuerX500Principal().equals(authority.getSubjectX500Principal());
        } catch (GeneralSecurityException not) {
            return false;
        }
    }
}
