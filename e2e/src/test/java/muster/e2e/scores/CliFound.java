package muster.e2e.scores;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import muster.identify.Field;
import muster.identify.Identity;
import org.jspecify.annotations.Nullable;

/** What an identity says, in the cells of {@link CliRows}. */
final class CliFound {
    private CliFound() {}

    static List<Map<String, String>> units(Identity identity) {
        var units = new ArrayList<Map<String, String>>();
        units.add(
                row(
                        "version", identity.find(Field.VERSION).orElse(null),
                        "serial", identity.find(Field.SERIAL).orElse(null),
                        "model", identity.find(Field.MODEL).orElse(null),
                        "hostname", identity.find(Field.HOSTNAME).orElse(null)));
        for (var module : identity.modules()) {
            units.add(
                    row(
                            "version",
                            module.version(),
                            "serial",
                            module.serial(),
                            "model",
                            module.model()));
        }
        return units;
    }

    static List<Map<String, String>> neighbours(Identity identity) {
        return identity.neighbours().stream()
                .map(one ->
                        row(
                                "local",
                                one.localInterface(),
                                "name",
                                one.remoteName(),
                                "port",
                                one.remoteInterface()))
                .toList();
    }

    static List<Map<String, String>> arp(Identity identity) {
        return identity.arp().stream()
                .map(one -> row("ip", one.ip(), "mac", one.mac(), "interface", one.through()))
                .toList();
    }

    static List<Map<String, String>> macs(Identity identity) {
        return identity.macs().stream()
                .map(one ->
                        row(
                                "mac",
                                one.mac(),
                                "vlan",
                                one.vlan() == null ? null : one.vlan().toString(),
                                "interface",
                                one.through()))
                .toList();
    }

    static List<Map<String, String>> interfaces(Identity identity) {
        return identity.interfaces().stream()
                .map(one ->
                        row(
                                "name",
                                one.name(),
                                "alias",
                                one.alias(),
                                "mac",
                                one.mac(),
                                "speed",
                                one.speedBps() == null ? null : one.speedBps() + " bps",
                                "admin",
                                state(one.adminUp()),
                                "oper",
                                state(one.operUp())))
                .toList();
    }

    private static @Nullable String state(@Nullable Boolean up) {
        return up == null ? null : up ? "up" : "down";
    }

    private static Map<String, String> row(@Nullable String... pairs) {
        var row = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            var value = pairs[i + 1];
            var cell = String.valueOf(pairs[i]);
            if (value != null && !CliRows.normal(cell, value).isEmpty()) {
                row.put(cell, CliRows.normal(cell, value));
            }
        }
        return row;
    }
}
