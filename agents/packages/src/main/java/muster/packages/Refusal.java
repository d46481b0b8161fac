package muster.packages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A kind of paste that is refused, and what to paste instead. */
enum Refusal {
    CISCO("a device's configuration (Cisco's language)", Unknowns.OF_NETWORK_SYSTEMS),
    JUNOS("a device's configuration (Junos)", Unknowns.OF_NETWORK_SYSTEMS),
    FORTIOS("a device's configuration (FortiOS)", Unknowns.OF_NETWORK_SYSTEMS),
    PANOS("a device's configuration (PAN-OS)", Unknowns.OF_NETWORK_SYSTEMS),
    KEY("a private key", Unknowns.WHAT_TO_PASTE + " If the key is in use, replace it."),
    CLOUD("a cloud access key", Unknowns.WHAT_TO_PASTE + " If the key is in use, revoke it."),
    PASSWORDS("password hashes, as in /etc/shadow", Unknowns.WHAT_TO_PASTE),
    TOKEN("a token or password", Unknowns.WHAT_TO_PASTE + " If it is in use, revoke it."),
    SECRETS("a setting with a password, key or token", Unknowns.WHAT_TO_PASTE),
    KUBECONFIG("a kubeconfig with its credentials", Unknowns.WHAT_TO_PASTE);

    final String what;
    final String instead;

    Refusal(String what, String instead) {
        this.what = what;
        this.instead = instead;
    }

    /**
     * How a line of such a paste begins, and whether one such line is enough (2) or two kinds are
     * needed (1).
     */
    record Sign(Refusal of, int weight, String start, Pattern pattern) {}

    /**
     * Looked up by the first characters of a line, so that the many lines of a list cost one look
     * each.
     */
    private static final Map<String, List<Sign>> SIGNS = new HashMap<>();

    private static final int KEY_CHARACTERS = 4;
    private static final Pattern SETTING =
            Pattern.compile(
                    "(?:export\\s+|set\\s+)?[A-Za-z][A-Za-z0-9_]{0,60}?"
                            + "(?i:SECRET|TOKEN|PASSWORD|PASSWD|API_?KEY|PRIVATE_KEY|ACCESS_KEY|DATABASE_URL|_DSN)"
                            + "[A-Za-z0-9_]{0,40}\\s?=\\s?[\"']?[^\\s\"'<\\[]{6}");

    static {
        sure(CISCO, "Building configuration");
        sure(CISCO, "Current configuration :");
        sure(CISCO, "enable secret ", "enable password ", "snmp-server community ");
        sign(CISCO, 2, "username ", "username \\S+ (?:privilege|password|secret|role) ");
        hint(
                CISCO,
                "service timestamps",
                "line vty",
                "ip route ",
                "router bgp",
                "router ospf",
                "no ip ",
                "boot system");
        sign(CISCO, 1, "hostname ", "hostname \\S+$");
        sign(
                CISCO,
                1,
                "interface ",
                "interface (?:Gigabit|FastE|TenG|Vlan|Loopback|Ethernet|Port-channel|mgmt)");
        sign(CISCO, 1, "version ", "version \\d+\\.\\d+(?:\\(\\S+)?$");
        sure(
                JUNOS,
                "## Last commit",
                "## Last changed",
                "set system host-name ",
                "set system root-authentication");
        sure(JUNOS, "encrypted-password ");
        sign(JUNOS, 1, "system {", "system \\{$");
        sign(JUNOS, 1, "host-name ", "host-name \\S+;$");
        sign(JUNOS, 1, "interfaces {", "interfaces \\{$");
        sure(FORTIOS, "#config-version=", "set password ENC ", "set passwd ENC ");
        sign(FORTIOS, 2, "config ", "config (?:system|firewall|vpn|user|router) \\S");
        sure(
                PANOS,
                "<config version=",
                "set deviceconfig system",
                "set mgt-config ",
                "<phash>",
                "<mgt-config>");
        sure(
                KUBECONFIG,
                "client-key-data:",
                "client-certificate-data:",
                "certificate-authority-data:");
        sure(KEY, "PuTTY-User-Key-File-");
        sure(SECRETS, "//registry.npmjs.org/:_authToken");
        sign(SECRETS, 2, "machine ", "machine \\S+ (?:login \\S+ )?password ");
    }

    /** The signs that a line may show. */
    static List<Sign> signsOf(String text) {
        if (text.length() < KEY_CHARACTERS) {
            return List.of();
        }
        List<Sign> signs = SIGNS.getOrDefault(text.substring(0, KEY_CHARACTERS), List.of());
        boolean mayBeSetting = text.indexOf('=') > 0 && Text.isAlphanumeric(text.charAt(0));
        return mayBeSetting ? withSetting(signs) : signs;
    }

    private static List<Sign> withSetting(List<Sign> signs) {
        var all = new ArrayList<>(signs);
        all.add(new Sign(SECRETS, 2, "", SETTING));
        return all;
    }

    private static void sure(Refusal refusal, String... starts) {
        for (String start : starts) {
            sign(refusal, 2, start, Pattern.quote(start));
        }
    }

    private static void hint(Refusal refusal, String... starts) {
        for (String start : starts) {
            sign(refusal, 1, start, Pattern.quote(start));
        }
    }

    private static void sign(Refusal refusal, int weight, String start, String regex) {
        SIGNS.computeIfAbsent(start.substring(0, KEY_CHARACTERS), key -> new ArrayList<>())
                .add(new Sign(refusal, weight, start, Pattern.compile(regex)));
    }
}
