package muster;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import muster.database.MasterKey;
import muster.database.Server;
import muster.web.Addresses;
import muster.web.Site;

/** What the hub was told before it started, read once and checked whole. */
public record Settings(
        Mode mode,
        InetAddress bind,
        int port,
        int collectorPort,
        Tls tls,
        Path data,
        URI publicUrl,
        Optional<URI> database,
        Optional<Path> feeds,
        Optional<Path> downloads,
        List<String> trustedProxies,
        Optional<URI> smtp,
        String mailFrom,
        Path keyFile,
        Optional<InetSocketAddress> dnsServer,
        SignInSettings signIn,
        Optional<Path> sources) {
    // The launcher says where Muster lies, so that the data folder is the same from every folder.
    private static final String HOME = System.getProperty("muster.home", "");

    /** Where collectors show their certificate, where nothing else is said. */
    static final int COLLECTOR_PORT = 8443;

    /** Who the hub is for: its developer on this computer, or others. */
    public enum Mode {
        DEVELOPMENT,
        PRODUCTION
    }

    /** Who makes https of what the hub serves. */
    public enum Tls {
        /** A proxy in front of it, or nobody. */
        OFF,
        /** The hub itself, with a certificate by its own authority. */
        OWN
    }

    /**
     * The start is refused; the message names every setting that is at fault and how to mend it.
     */
    public static final class Refused extends Exception {
        /** The status the hub exits with. */
        public static final int EXIT_STATUS = 2;

        Refused(String message) {
            super(message);
        }
    }

    public Settings {
        trustedProxies = List.copyOf(trustedProxies);
    }

    /** The settings of this environment and of the file it names; the environment wins. */
    public static Settings read(Map<String, String> environment) throws Refused {
        var texts = SettingsTexts.read(environment);
        var mode = texts.oneOf(Setting.MODE, Mode.values(), Mode.DEVELOPMENT);
        int port = texts.port(Setting.PORT, 8080);
        var tls = texts.oneOf(Setting.TLS, Tls.values(), Tls.OFF);
        var here = mode == Mode.DEVELOPMENT && tls == Tls.OFF;
        var data =
                texts.path(Setting.DATA).orElse(Path.of(HOME, "data")).toAbsolutePath().normalize();
        var settings =
                new Settings(
                        mode,
                        texts.address(Setting.BIND, here ? "127.0.0.1" : "0.0.0.0"),
                        port,
                        texts.portOrAny(Setting.COLLECTOR_PORT, COLLECTOR_PORT),
                        tls,
                        data,
                        texts.origin(Setting.PUBLIC_URL).orElseGet(() -> usual(tls, port)),
                        texts.server(Setting.DATABASE_URL, "postgresql", "postgres"),
                        texts.path(Setting.FEEDS),
                        texts.path(Setting.DOWNLOADS),
                        texts.list(Setting.TRUSTED_PROXIES),
                        texts.server(Setting.SMTP_URL, "smtp", "smtps"),
                        texts.text(Setting.MAIL_FROM).orElse("muster@localhost"),
                        texts.path(Setting.KEY_FILE).orElse(data.resolve("master.key")),
                        texts.socket(Setting.DNS_SERVER),
                        SignInSettings.of(texts),
                        texts.path(Setting.SOURCES));
        settings.refuseWhatDoesNotFit(texts);
        return settings;
    }

    private static URI usual(Tls tls, int port) {
        return tls == Tls.OWN ? OwnAddress.url(port) : URI.create("http://localhost:" + port);
    }

    /** Whether the hub itself makes https of what it serves. */
    public boolean ownTls() {
        return tls == Tls.OWN;
    }

    public boolean development() {
        return mode == Mode.DEVELOPMENT;
    }

    /** Without the settings that may hold a password. */
    @Override
    public String toString() {
        return "Settings[mode=%s, port=%d, publicUrl=%s, data=%s]"
                .formatted(mode, port, publicUrl, data);
    }

    private void refuseWhatDoesNotFit(SettingsTexts texts) throws Refused {
        var faults = new ArrayList<String>();
        if (port == collectorPort) {
            faults.add("MUSTER_PORT and MUSTER_COLLECTOR_PORT are both " + port);
        }
        database.ifPresent(url -> parsed(faults, "", () -> Server.of(url)));
        var proxies = String.join(",", trustedProxies);
        parsed(faults, "MUSTER_TRUSTED_PROXIES: ", () -> Addresses.trusting(proxies));
        if (ownTls() && plain()) {
            faults.add("MUSTER_TLS=own serves https: MUSTER_PUBLIC_URL must begin with https://");
        } else if (development()) {
            if (plain() && !(new Site(publicUrl, true).isLoopback() && bind.isLoopbackAddress())) {
                faults.add(
                        "plain http stays on this computer: to serve others, start ./muster --tls, or"
                                + " set MUSTER_PUBLIC_URL to the https:// address of a proxy in front"
                                + " of the hub");
            }
        } else {
            if (plain()) {
                faults.add("production needs MUSTER_PUBLIC_URL, an https:// address");
            }
            for (var needed : List.of(Setting.SMTP_URL, Setting.MAIL_FROM, Setting.KEY_FILE)) {
                if (texts.text(needed).isEmpty()) {
                    faults.add(
                            "production needs %s, the %s"
                                    .formatted(needed.variable(), needed.meaning()));
                }
            }
            if (texts.text(Setting.KEY_FILE).isPresent()) {
                MasterKey.fault(keyFile).ifPresent(faults::add);
            }
            if (sources.isPresent()) {
                faults.add("MUSTER_SOURCES is for development only");
            }
        }
        if (!faults.isEmpty()) {
            throw new Refused(String.join("\n", faults));
        }
    }

    // What is wrong is said now, with all the rest, and not by a stack trace a second later.
    private static void parsed(List<String> faults, String where, Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException malformed) {
            faults.add(where + malformed.getMessage());
        }
    }

    private boolean plain() {
        return !"https".equals(publicUrl.getScheme());
    }
}
