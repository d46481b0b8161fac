package muster.identify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import muster.identify.Identity.ArpEntry;
import muster.identify.Identity.Interface;
import muster.identify.Identity.Link;
import muster.identify.Identity.MacEntry;
import muster.identify.Identity.Module;
import muster.identify.Identity.Service;
import muster.identify.Identity.Software;
import org.jspecify.annotations.Nullable;

/** An identity while evidence is read: who says a thing first is believed. */
final class Draft {
    private final Map<Field, String> facts = new EnumMap<>(Field.class);
    private final Map<Field, Why> whys = new EnumMap<>(Field.class);
    private final Set<Interface> interfaces = new LinkedHashSet<>();
    private final Set<Link> neighbours = new LinkedHashSet<>();
    private final Set<ArpEntry> arp = new LinkedHashSet<>();
    private final Set<MacEntry> macs = new LinkedHashSet<>();
    private final Set<Module> modules = new LinkedHashSet<>();
    private final Set<Software> software = new LinkedHashSet<>();
    private @Nullable Service service;
    private @Nullable Product product;

    /** Notes an answer, unless it is blank or there is one. */
    void say(Field field, @Nullable String value, Why why) {
        if (value != null && !value.isBlank() && facts.putIfAbsent(field, value.strip()) == null) {
            whys.put(field, why);
        }
    }

    boolean knows(Field field) {
        return facts.containsKey(field);
    }

    @Nullable String said(Field field) {
        return facts.get(field);
    }

    /** Whether a version would name a system that vulnerabilities are published of. */
    boolean hasCpe() {
        return product != null && product.cpeName() != null;
    }

    /** Notes what a product is called; its CPE is known once its version is. */
    void say(Product said, Why why) {
        say(Field.VENDOR, said.vendor(), why);
        if (!knows(Field.OS) && said.os() != null) {
            say(Field.OS_VENDOR, said.osVendor(), why);
            say(Field.OS, said.os(), why);
            product = said;
        }
        say(Field.TYPE, said.type(), why);
    }

    void service(Service found, Why why) {
        if (service == null) {
            service = found;
            whys.put(Field.SERVICE, why);
        }
    }

    void add(Interface one, Why why) {
        add(interfaces, one, Field.INTERFACES, why);
    }

    void add(Link one, Why why) {
        add(neighbours, one, Field.NEIGHBOURS, why);
    }

    void add(ArpEntry one, Why why) {
        add(arp, one, Field.ARP, why);
    }

    void add(MacEntry one, Why why) {
        add(macs, one, Field.MACS, why);
    }

    void add(Module one, Why why) {
        add(modules, one, Field.MODULES, why);
    }

    void add(Software one, Why why) {
        add(software, one, Field.SOFTWARE, why);
    }

    private <T> void add(Set<T> rows, T row, Field field, Why why) {
        if (rows.size() < Identity.ROWS_MAX && rows.add(row)) {
            whys.putIfAbsent(field, why);
        }
    }

    Identity done() {
        var os = whys.get(Field.OS);
        if (product != null && os != null) {
            say(Field.CPE, product.cpe(facts.get(Field.VERSION)), os);
        }
        return new Identity(
                facts,
                service,
                list(interfaces),
                list(neighbours),
                list(arp),
                list(macs),
                list(modules),
                list(software),
                whys);
    }

    private static <T> List<T> list(Set<T> rows) {
        return new ArrayList<>(rows);
    }
}
