package muster.scanner.snmp;

import java.util.Arrays;
import muster.scanner.Credential.Auth;
import muster.scanner.Credential.Priv;
import muster.scanner.Credential.User;
import org.jspecify.annotations.Nullable;
import org.snmp4j.DirectUserTarget;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthHMAC384SHA512;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.AuthenticationProtocol;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.security.PrivacyProtocol;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;

/** Users of SNMPv3 at the engines that know them. */
final class Users {
    private final Keys keys = new Keys();

    DirectUserTarget<UdpAddress> at(UdpAddress address, byte[] engine, User user) {
        var auth = auth(user.auth());
        var priv = priv(user.priv());
        var target =
                new DirectUserTarget<>(
                        address,
                        new OctetString(user.user()),
                        engine,
                        auth,
                        authKey(user, engine),
                        priv,
                        privKey(user, engine, auth, priv));
        target.setVersion(SnmpConstants.version3);
        target.setSecurityLevel(
                priv != null
                        ? SecurityLevel.AUTH_PRIV
                        : auth != null ? SecurityLevel.AUTH_NOPRIV : SecurityLevel.NOAUTH_NOPRIV);
        return target;
    }

    private static @Nullable AuthenticationProtocol auth(@Nullable Auth auth) {
        return switch (auth) {
            case null -> null;
            case SHA_1 -> new AuthSHA();
            case SHA_256 -> new AuthHMAC192SHA256();
            case SHA_512 -> new AuthHMAC384SHA512();
        };
    }

    private static @Nullable PrivacyProtocol priv(@Nullable Priv priv) {
        return switch (priv) {
            case null -> null;
            case AES_128 -> new PrivAES128();
            case AES_256 -> new PrivAES256();
        };
    }

    private @Nullable OctetString authKey(User user, byte[] engine) {
        return user.auth() == null || user.authPassword() == null
                ? null
                : new OctetString(keys.localized(user.auth(), user.authPassword(), engine));
    }

    private @Nullable OctetString privKey(
            User user,
            byte[] engine,
            @Nullable AuthenticationProtocol auth,
            @Nullable PrivacyProtocol priv) {
        if (user.auth() == null || user.privPassword() == null || auth == null || priv == null) {
            return null;
        }
        var key = keys.localized(user.auth(), user.privPassword(), engine);
        if (key.length < priv.getMinKeyLength()) {
            var password = new OctetString(user.privPassword().reveal());
            key = priv.extendShortKey(key, password, engine, auth);
        }
        return new OctetString(Arrays.copyOf(key, priv.getMaxKeyLength()));
    }
}
