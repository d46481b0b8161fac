package muster.scanner;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import muster.scanner.Credential.Auth;
import muster.scanner.Credential.Maker;
import muster.scanner.Credential.Priv;
import muster.scanner.ssh.SshInquiry;
import org.jspecify.annotations.Nullable;

/** Reads a credential of the scanner's file. */
final class CredentialReader {
    private static final Set<String> COMMUNITY_KEYS =
            Set.of("name", "kind", "version", "community", "allow");
    private static final Set<String> USER_KEYS =
            Set.of(
                    "name",
                    "kind",
                    "version",
                    "user",
                    "level",
                    "auth",
                    "auth_password",
                    "priv",
                    "priv_password",
                    "allow");
    private static final Set<String> SSH_KEYS =
            Set.of("name", "kind", "user", "password", "private_key", "passphrase", "allow");
    private static final Set<String> HTTPS_KEYS = Set.of("name", "kind", "maker", "token", "allow");

    private static final Map<String, Auth> AUTHS =
            Map.of("SHA-1", Auth.SHA_1, "SHA-256", Auth.SHA_256, "SHA-512", Auth.SHA_512);
    private static final Map<String, Priv> PRIVS =
            Map.of("AES-128", Priv.AES_128, "AES-256", Priv.AES_256);
    private static final Map<String, Maker> MAKERS =
            Map.of("fortinet", Maker.FORTINET, "paloalto", Maker.PALO_ALTO);

    /** RFC 3414, section 11.2. */
    private static final int PASSWORD_CHARACTERS_MIN = 8;

    private final Secrets secrets;

    private enum Kind {
        SNMP,
        SSH,
        HTTPS
    }

    private enum Version {
        ONE,
        TWO,
        THREE
    }

    private enum Level {
        NONE,
        AUTH,
        PRIV
    }

    CredentialReader(Secrets secrets) {
        this.secrets = secrets;
    }

    Credential read(Place place) throws ScannerFile.Refused {
        var all = place.fields(anyOf(COMMUNITY_KEYS, USER_KEYS, SSH_KEYS, HTTPS_KEYS));
        var kinds = Map.of("snmp", Kind.SNMP, "ssh", Kind.SSH, "https", Kind.HTTPS);
        return switch (all.required("kind").word(kinds)) {
            case SNMP -> snmp(place, all);
            case SSH -> ssh(place.fields(SSH_KEYS));
            case HTTPS -> https(place.fields(HTTPS_KEYS));
        };
    }

    @SafeVarargs
    private static Set<String> anyOf(Set<String>... sets) {
        var all = new HashSet<String>();
        for (var set : sets) {
            all.addAll(set);
        }
        return all;
    }

    private Credential snmp(Place place, Place.Fields all) throws ScannerFile.Refused {
        var versions =
                Map.of(
                        "1", Version.ONE,
                        "2c", Version.TWO,
                        "3", Version.THREE);
        var version = all.required("version").word(versions);
        if (version == Version.THREE) {
            return user(place.fields(USER_KEYS));
        }
        var fields = place.fields(COMMUNITY_KEYS);
        return new Credential.Community(
                fields.text("name"),
                version == Version.ONE,
                secrets.read(fields.required("community")),
                allow(fields));
    }

    private Credential user(Place.Fields fields) throws ScannerFile.Refused {
        var levels =
                Map.of(
                        "noAuthNoPriv", Level.NONE,
                        "authNoPriv", Level.AUTH,
                        "authPriv", Level.PRIV);
        var level = fields.required("level").word(levels);
        boolean signed = level != Level.NONE;
        boolean hidden = level == Level.PRIV;
        return new Credential.User(
                fields.text("name"),
                fields.text("user"),
                signed ? fields.required("auth").word(AUTHS) : null,
                signed ? password(fields.required("auth_password")) : null,
                hidden ? fields.required("priv").word(PRIVS) : null,
                hidden ? password(fields.required("priv_password")) : null,
                allow(fields));
    }

    private Secret password(Place place) throws ScannerFile.Refused {
        var password = secrets.read(place);
        if (password.reveal().length() < PASSWORD_CHARACTERS_MIN) {
            throw place.wrong(
                    "SNMP wants at least %d characters".formatted(PASSWORD_CHARACTERS_MIN));
        }
        return password;
    }

    private Credential ssh(Place.Fields fields) throws ScannerFile.Refused {
        if (fields.find("password").isPresent() == fields.find("private_key").isPresent()) {
            throw fields.wrong("expected either password or private_key");
        }
        var credential =
                new Credential.Ssh(
                        fields.text("name"),
                        fields.text("user"),
                        secretIfAny(fields.find("password")),
                        secretIfAny(fields.find("private_key")),
                        secretIfAny(fields.find("passphrase")),
                        allow(fields));
        var why = SshInquiry.whyUnusable(credential);
        if (why.isPresent()) {
            throw fields.wrong(why.get());
        }
        return credential;
    }

    private Credential https(Place.Fields fields) throws ScannerFile.Refused {
        var maker = fields.find("maker");
        return new Credential.Https(
                fields.text("name"),
                maker.isPresent() ? maker.get().word(MAKERS) : null,
                secrets.read(fields.required("token")),
                allow(fields));
    }

    private @Nullable Secret secretIfAny(Optional<Place> place) throws ScannerFile.Refused {
        return place.isPresent() ? secrets.read(place.get()) : null;
    }

    private static Ranges allow(Place.Fields fields) throws ScannerFile.Refused {
        var ranges = new ArrayList<Range>();
        for (var range : fields.required("allow").items()) {
            ranges.add(range.as(Range::of));
        }
        if (ranges.isEmpty()) {
            throw fields.required("allow").wrong("expected the ranges that it may be sent to");
        }
        return new Ranges(ranges);
    }
}
