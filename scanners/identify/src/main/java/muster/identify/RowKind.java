package muster.identify;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import muster.identify.Identity.ArpEntry;
import muster.identify.Identity.Interface;
import muster.identify.Identity.Link;
import muster.identify.Identity.MacEntry;
import muster.identify.Identity.Module;
import muster.identify.Identity.Software;
import org.jspecify.annotations.Nullable;

/** What the rows of a printed table are, and which of their cells make an answer. */
enum RowKind {
    /** {@code name alias mac speed admin oper}, {@code state} for an interface's only state. */
    INTERFACES {
        @Override
        boolean add(Row row, Draft draft, Why why) {
            var name = row.text("name");
            if (name == null) {
                return false;
            }
            var state = row.text("state");
            var oper = row.text("oper");
            draft.add(
                    new Interface(
                            name,
                            row.text("alias"),
                            mac(row),
                            Units.speed(row.text("speed")),
                            States.admin(row.text("admin"), state),
                            States.up(oper == null ? state : oper)),
                    why);
            return true;
        }
    },

    /**
     * {@code local}, the other's {@code name}, {@code port} and {@code platform}; {@code chassis}
     * where it has no name, {@code described} for its description of the port.
     */
    NEIGHBOURS {
        @Override
        boolean add(Row row, Draft draft, Why why) {
            var name = cut(row.text("name"));
            var port = port(row.text("port"), row.text("described"));
            var known = name == null ? row.text("chassis") : name;
            if (known == null && port == null) {
                return false;
            }
            draft.add(new Link(row.text("local"), known, port, row.text("platform")), why);
            return true;
        }
    },

    /** {@code ip mac interface}. */
    ARP {
        @Override
        boolean add(Row row, Draft draft, Why why) {
            var ip = row.text("ip");
            if (ip == null || !ADDRESS.matcher(ip).matches()) {
                return false;
            }
            draft.add(new ArpEntry(ip, mac(row), row.text("interface")), why);
            return true;
        }
    },

    /** {@code mac vlan interface}. */
    MACS {
        @Override
        boolean add(Row row, Draft draft, Why why) {
            var mac = mac(row);
            if (mac == null) {
                return false;
            }
            draft.add(new MacEntry(mac, vlan(row.text("vlan")), row.text("interface")), why);
            return true;
        }
    },

    /** {@code name model serial version}; {@code part} where only its maker's number is known. */
    MODULES {
        @Override
        boolean add(Row row, Draft draft, Why why) {
            var model = row.mark(row.mark("model") == null ? "part" : "model");
            var serial = row.mark("serial");
            var name = row.text("name");
            var version = row.mark("version");
            if (model == null && serial == null && (name == null || version == null)) {
                return false;
            }
            draft.add(new Module(name, model, serial, version), why);
            return true;
        }
    },

    /** {@code vendor name version}. */
    SOFTWARE {
        @Override
        boolean add(Row row, Draft draft, Why why) {
            var name = row.text("name");
            if (name == null) {
                return false;
            }
            draft.add(new Software(row.text("vendor"), name, row.text("version")), why);
            return true;
        }
    };

    private static final String CUT = " ...";
    private static final int VLAN_MAX = 4_097;
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?:%\\S{1,32})?");
    private static final Pattern PORT =
            Pattern.compile(
                    "(?![0-9a-fA-F]{1,4}[.:-][0-9a-fA-F]{1,4}[.:-])[A-Za-z][A-Za-z-]{0,30} ?\\d[\\w/.:-]{0,30}");

    /**
     * A number, with what is printed around it: {@code floor3(0030)}, {@code vlan30}, {@code 30/-}.
     */
    private static final Pattern VLAN =
            Pattern.compile("(?:\\S{0,40}\\(|(?i:vlan)[-_]?)?(\\d{1,4})(?:\\)|/\\S{0,40})?");

    /** Its name in rules. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Notes a row, unless what makes it a row of its kind is not there. */
    abstract boolean add(Row row, Draft draft, Why why);

    /** What LLDP calls a port may be a number or an address that only the other device knows. */
    private static @Nullable String port(@Nullable String port, @Nullable String described) {
        boolean isNamed = port != null && PORT.matcher(port).matches();
        boolean isDescribed = described != null && PORT.matcher(described).matches();
        return port == null || (!isNamed && isDescribed) ? described : port;
    }

    /** What was too long for its column, without the dots that say so. */
    private static @Nullable String cut(@Nullable String name) {
        return name == null || !name.endsWith(CUT)
                ? name
                : name.substring(0, name.length() - CUT.length()).strip();
    }

    private static @Nullable String mac(Row row) {
        return Units.mac(row.text("mac"));
    }

    /** All zeros, and numbers beyond the standard's, are no VLAN. */
    private static @Nullable Integer vlan(@Nullable String text) {
        return Optional.ofNullable(text)
                .map(VLAN::matcher)
                .filter(Matcher::matches)
                .map(match -> Integer.valueOf(match.group(1)))
                .filter(number -> number <= VLAN_MAX)
                .orElse(null);
    }
}
