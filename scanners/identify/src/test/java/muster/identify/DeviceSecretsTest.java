package muster.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceSecretsTest {
    /** Everywhere the same secret, so that one look finds what is left of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "enable secret 5 $1$Kq0w$R1verR1verR1verR1ver..",
                "enable secret R1ver",
                "enable password 7 R1ver",
                "username noc privilege 15 secret 9 $9$abcdefgh$R1verR1ver",
                "username noc password 0 R1ver",
                "password R1ver",
                "line vty 0 4 password 7 R1ver",
                "snmp-server community R1ver RO 10",
                "snmp-server community \"R1ver\" ro",
                "snmp-server host 10.0.0.9 version 2c R1ver",
                "snmp-server host 10.0.0.9 traps R1ver",
                "snmp-server user noc grp v3 auth sha R1ver priv aes 128 R1ver",
                "snmp-agent community read cipher R1ver",
                "set snmp community R1ver authorization read-only",
                "Community: R1ver",
                "community = R1ver",
                "tacacs-server key 7 R1ver",
                "radius-server key R1ver",
                "radius-server host 10.0.0.9 key R1ver",
                "radius-server host 10.0.0.9 auth-port 1812 acct-port 1813 key 7 R1ver",
                "tacacs-server host 10.0.0.9 single-connection key R1ver",
                "radius server corp key 0 R1ver",
                " server-private 10.0.0.9 auth-port 1812 key 7 R1ver",
                " local-user admin password irreversible-cipher R1ver",
                "username noc secret sha512 R1ver",
                "ppp chap password 0 R1ver",
                "SNMP community: R1ver",
                "crypto isakmp key R1ver address 10.0.0.1",
                "pre-shared-key ascii-text \"R1ver\"",
                "pre-shared-key local R1ver",
                "psk=R1ver",
                "wpa-psk ascii 0 R1ver",
                "neighbor 10.0.0.2 password 7 R1ver",
                "ip ospf message-digest-key 1 md5 7 R1ver",
                "ntp authentication-key 1 md5 R1ver",
                "key-string 7 R1ver",
                "set system root-authentication encrypted-password \"$6$abcd$R1verR1ver\"",
                "password-hash sha512 R1ver",
                "set password ENC R1ver",
                "passwd R1ver encrypted",
                "user-password: R1ver",
                "api_key: R1ver",
                "token=R1ver",
                "admin:$5$salt$R1verR1verR1ver:19000:0:::",
                "copy ftp://noc:R1ver@10.0.0.9/image.bin",
                "-----BEGIN RSA PRIVATE KEY-----\nR1ver\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nR1ver\nR1ver",
                "local-user noc password irreversible-cipher R1ver"
            })
    void aSecretIsTakenOut(String text) {
        var hidden = DeviceSecrets.hidden(text);

        assertFalse(hidden.contains("R1ver"), hidden);
        assertEquals(hidden, DeviceSecrets.hidden(hidden));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System serial number            : FOC2711A0BC",
                "The password recovery mechanism is enabled.",
                "Last password change: never",
                "password is required",
                "Processor board ID FOC2711A0BC",
                "Internet  10.4.0.1  -  aabb.cc00.0100  ARPA  Vlan4",
                "Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E9",
                "Configuration register is 0xF",
                "Authentication: MD5",
                "secret-harbour-sw1 uptime is 3 weeks",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"
            })
    void whatIsNoSecretStays(String text) {
        assertEquals(text, DeviceSecrets.hidden(text));
    }

    @Test
    void whatStandsBesideASecretStays() {
        assertEquals(
                "snmp-server community (secret) RO 10\nhostname attic",
                DeviceSecrets.hidden("snmp-server community R1ver RO 10\nhostname attic"));
    }

    @Test
    void aLongTextTakesNoLongTime() {
        var text = "password ".repeat(20_000) + "-----BEGIN ".repeat(20_000) + "://".repeat(20_000);

        assertEquals(DeviceSecrets.hidden(text).isEmpty(), text.isEmpty());
    }
}
