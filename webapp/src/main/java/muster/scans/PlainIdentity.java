package muster.scans;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import muster.identify.Field;
import muster.identify.Identity;
import muster.identify.Identity.ArpEntry;
import muster.identify.Identity.Interface;
import muster.identify.Identity.Link;
import muster.identify.Identity.MacEntry;
import muster.identify.Identity.Module;
import muster.identify.Identity.Service;
import muster.identify.Identity.Software;
import muster.identify.Why;
import muster.wire.IpAddress;
import muster.wire.MacAddress;
import muster.wire.Report;
import org.jspecify.annotations.Nullable;

/**
 * An identity whose texts can be stored and shown: a device can put anything into its own, and a
 * database refuses some of it.
 */
final class PlainIdentity {
    static final int CHARACTERS_MAX = 512;

    private PlainIdentity() {}

    static Identity of(Identity said) {
        var facts = new EnumMap<Field, String>(Field.class);
        said.facts()
                .forEach((field, value) -> {
                    var text = plain(value);
                    if (text != null) {
                        facts.put(field, text);
                    }
                });
        return new Identity(
                facts,
                service(said.service()),
                rows(said.interfaces(), PlainIdentity::networkInterface),
                rows(said.neighbours(), PlainIdentity::link),
                rows(said.arp(), PlainIdentity::arp),
                rows(said.macs(), PlainIdentity::mac),
                rows(said.modules(), PlainIdentity::module),
                rows(said.software(), PlainIdentity::software),
                whys(said.whys()));
    }

    /** One line of what can be seen; null where that is nothing. */
    static @Nullable String plain(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var line = new StringBuilder();
        text.codePoints()
                .limit(CHARACTERS_MAX)
                .map(c -> isPlain(c) ? c : ' ')
                .forEach(line::appendCodePoint);
        var stripped = line.toString().strip();
        return stripped.isEmpty() ? null : stripped;
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    private static <T> List<T> rows(List<T> rows, Function<T, Optional<T>> plain) {
        return rows.stream().flatMap(row -> plain.apply(row).stream()).toList();
    }

    private static @Nullable Service service(@Nullable Service service) {
        var product = service == null ? null : plain(service.product());
        return service == null || product == null
                ? null
                : new Service(
                        plain(service.vendor()),
                        product,
                        plain(service.version()),
                        plain(service.cpe()));
    }

    private static Optional<Interface> networkInterface(Interface one) {
        return Optional.ofNullable(plain(one.name()))
                .map(name ->
                        new Interface(
                                name,
                                plain(one.alias()),
                                macOrNull(one.mac()),
                                one.speedBps(),
                                one.adminUp(),
                                one.operUp()));
    }

    private static Optional<Link> link(Link one) {
        var link =
                new Link(
                        plain(one.localInterface()),
                        plain(one.remoteName()),
                        plain(one.remoteInterface()),
                        plain(one.remotePlatform()));
        return isAnything(link.remoteName(), link.remoteInterface(), link.remotePlatform())
                ? Optional.of(link)
                : Optional.empty();
    }

    private static Optional<ArpEntry> arp(ArpEntry one) {
        var mac = macOrNull(one.mac());
        return ip(one.ip()).map(ip -> new ArpEntry(ip, mac, plain(one.through())));
    }

    private static Optional<MacEntry> mac(MacEntry one) {
        return Optional.ofNullable(macOrNull(one.mac()))
                .map(mac -> new MacEntry(mac, one.vlan(), plain(one.through())));
    }

    private static Optional<Module> module(Module one) {
        var module =
                new Module(
                        plain(one.name()),
                        plain(one.model()),
                        plain(one.serial()),
                        plain(one.version()));
        return isAnything(module.name(), module.model(), module.serial(), module.version())
                ? Optional.of(module)
                : Optional.empty();
    }

    private static Optional<Software> software(Software one) {
        return Optional.ofNullable(plain(one.name()))
                .map(name -> new Software(plain(one.vendor()), name, plain(one.version())));
    }

    private static Map<Field, Why> whys(Map<Field, Why> whys) {
        var plain = new EnumMap<Field, Why>(Field.class);
        whys.forEach((field, why) -> {
            var line = plain(why.evidence());
            plain.put(field, new Why(line == null ? "" : line, why.rule()));
        });
        return plain;
    }

    private static boolean isAnything(@Nullable String... texts) {
        return Stream.of(texts).anyMatch(Objects::nonNull);
    }

    private static Optional<String> ip(String text) {
        try {
            return Optional.of(IpAddress.of(text).text());
        } catch (Report.Malformed malformed) {
            return Optional.empty();
        }
    }

    private static @Nullable String macOrNull(@Nullable String text) {
        try {
            return text == null ? null : MacAddress.of(text).text();
        } catch (Report.Malformed malformed) {
            return null;
        }
    }
}
