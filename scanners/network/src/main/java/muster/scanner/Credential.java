package muster.scanner;

import org.jspecify.annotations.Nullable;

/** What opens devices, and where it may be shown: nowhere else does it leave the scanner. */
public sealed interface Credential {
    /** What people call it; it is told to the hub, the secret never. */
    String name();

    /** The only addresses that it is ever sent to. */
    Ranges allow();

    /** One that SNMP takes. */
    sealed interface Snmp extends Credential {}

    /** A community of SNMP version 1 or 2c, which goes over the wire as it is. */
    record Community(String name, boolean isVersion1, Secret community, Ranges allow)
            implements Snmp {}

    /**
     * A user of SNMP version 3.
     *
     * @param auth null at noAuthNoPriv
     * @param priv null unless at authPriv
     */
    record User(
            String name,
            String user,
            @Nullable Auth auth,
            @Nullable Secret authPassword,
            @Nullable Priv priv,
            @Nullable Secret privPassword,
            Ranges allow)
            implements Snmp {}

    /** How a message is signed. */
    enum Auth {
        SHA_1,
        SHA_256,
        SHA_512
    }

    /** How a message is hidden. */
    enum Priv {
        AES_128,
        AES_256
    }

    /**
     * A login of SSH: one of the two opens it.
     *
     * @param password answers keyboard-interactive too
     * @param privateKey the text of the key's file
     * @param passphrase of that file, null where it has none
     */
    record Ssh(
            String name,
            String user,
            @Nullable Secret password,
            @Nullable Secret privateKey,
            @Nullable Secret passphrase,
            Ranges allow)
            implements Credential {}

    /** Who makes firewalls that have an HTTPS API. */
    enum Maker {
        FORTINET,
        PALO_ALTO
    }

    /**
     * What a firewall's HTTPS API knows who asks by.
     *
     * @param maker whose firewalls alone it is shown to; null where they must say themselves whose
     *     they are
     * @param token that somebody made for the scanner, good for reading alone
     */
    record Https(String name, @Nullable Maker maker, Secret token, Ranges allow)
            implements Credential {}
}
