package muster.wire;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import muster.wire.Report.Version;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of one report, once, from front to back. */
final class ReportReader {
    private final byte[] bytes;
    private final Version version;

    private @Nullable UUID id;
    private @Nullable Instant observedAt;
    private @Nullable String hostname;
    private @Nullable String ipAddress;
    private @Nullable String osName;
    private @Nullable String osVersion;
    private @Nullable String agentVersion;
    private @Nullable String assetType;
    private @Nullable String serial;
    private @Nullable String hardwareUuid;
    private @Nullable String kernel;
    private @Nullable String architecture;
    private List<MacAddress> macAddresses = List.of();
    private @Nullable List<SoftwareFact> products;
    private @Nullable String base;
    private @Nullable String digest;
    private List<SoftwareFact> removed = List.of();
    private @Nullable List<Interface> interfaces;
    private @Nullable List<Listener> listeners;
    private @Nullable List<Neighbour> neighbours;
    private List<SourceFailure> failures = List.of();
    private final ScanReader scan = new ScanReader();
    private @Nullable Integer wire;
    private @Nullable String ofDevice;

    ReportReader(byte[] bytes, Version version) {
        this.bytes = bytes;
        this.version = version;
    }

    Report read() {
        Tokens.whole(
                bytes,
                version,
                tokens -> {
                    tokens.object(field -> field(field, tokens));
                    return tokens;
                });
        if (scan.any() || isScan()) {
            refuseWhatIsNoScan();
            return new Report(id, observedAt, scan.sightings());
        } else if (products == null) {
            throw Report.Malformed.unreadable(
                    "products: missing; a device without software sends an empty list");
        } else if (id == null && version == Version.ONE) {
            throw Report.Malformed.unreadable("report_id: missing; it must be a UUID");
        }
        return new Report(id, observedAt, sightings(device(), products));
    }

    private boolean isScan() {
        return wire != null && wire == Version.SCAN;
    }

    /** A scanner tells of others, and has no device of its own. */
    private void refuseWhatIsNoScan() {
        if (!isScan()) {
            throw Report.Malformed.unreadable(
                    "wire: a scan is of version %d".formatted(Version.SCAN));
        } else if (ofDevice != null) {
            throw Report.Malformed.unreadable(
                    "%s: wire version %d has no such field".formatted(ofDevice, Version.SCAN));
        }
    }

    private void field(String field, Tokens tokens) throws IOException {
        if (version == Version.SIGNED && common(field, tokens)) {
            return;
        }
        ofDevice = field;
        switch (field) {
            case "hostname" -> hostname = tokens.text();
            case "ip_address" -> ipAddress = tokens.text();
            case "os_name" -> osName = tokens.text();
            case "os_version" -> osVersion = tokens.text();
            case "agent_version" -> agentVersion = tokens.text();
            case "asset_type" -> assetType = tokens.text();
            case "serial" -> serial = tokens.text();
            case "hardware_uuid" -> hardwareUuid = tokens.text();
            case "mac_addresses" -> macAddresses = macAddresses(tokens);
            case "products" -> products = products(field, tokens);
            default -> {
                if (field.equals("report_id") && version == Version.ONE) {
                    id = Text.uuid(field, tokens.text());
                } else if (version == Version.SIGNED) {
                    fieldOfVersionTwo(field, tokens);
                } else {
                    tokens.unknown();
                }
            }
        }
    }

    /** What a report of a device and one of a scan both have, or only the latter. */
    private boolean common(String field, Tokens tokens) throws IOException {
        switch (field) {
            case "wire" -> wire = wire(tokens.number());
            case "report_id" -> id = Text.uuid(field, tokens.text());
            case "observed_at" -> observedAt = Text.instant(field, tokens.text());
            case "scan" -> scan.scan(tokens);
            case "targets" -> scan.targets(tokens);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void fieldOfVersionTwo(String field, Tokens tokens) throws IOException {
        switch (field) {
            case "kernel" -> kernel = tokens.text();
            case "architecture" -> architecture = tokens.text();
            case "base" -> base = tokens.text();
            case "digest" -> digest = tokens.text();
            case "removed" -> removed = products(field, tokens);
            case "interfaces" ->
                    interfaces =
                            tokens.objects(
                                    field,
                                    Limits.INTERFACES_MAX,
                                    () -> SurroundingsReader.networkInterface(tokens));
            case "listeners" ->
                    listeners =
                            tokens.objects(
                                    field,
                                    Limits.LISTENERS_MAX,
                                    () -> SurroundingsReader.listener(tokens));
            case "neighbours" ->
                    neighbours =
                            tokens.objects(
                                    field,
                                    Limits.NEIGHBOURS_MAX,
                                    () -> SurroundingsReader.neighbour(tokens));
            case "failures" ->
                    failures = tokens.objects(field, Limits.FAILURES_MAX, () -> failure(tokens));
            default -> tokens.unknown();
        }
    }

    private DeviceFacts device() {
        return new DeviceFacts(
                Text.required("hostname", hostname),
                address(ipAddress),
                osName,
                osVersion,
                agentVersion,
                assetType,
                serial,
                hardwareUuid,
                macAddresses,
                kernel,
                architecture);
    }

    private List<Sighting> sightings(DeviceFacts device, List<SoftwareFact> software) {
        var sightings = new ArrayList<Sighting>();
        if (base == null) {
            sightings.add(new Inventory(device, software));
        } else {
            sightings.add(
                    new Change(device, base, Text.digest("digest", digest), software, removed));
        }
        // Who says nothing of its networks says not that it has none.
        if (interfaces != null || listeners != null || neighbours != null) {
            sightings.add(new Surroundings(some(interfaces), some(listeners), some(neighbours)));
        }
        sightings.addAll(failures);
        return sightings;
    }

    private static @Nullable IpAddress address(@Nullable String text) {
        var literal = Text.optional("ip_address", text);
        return literal == null ? null : IpAddress.of(literal);
    }

    private static <T> List<T> some(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static List<SoftwareFact> products(String field, Tokens tokens) throws IOException {
        return tokens.objects(field, Limits.PRODUCTS_MAX, () -> ProductReader.product(tokens));
    }

    private static List<MacAddress> macAddresses(Tokens tokens) throws IOException {
        return tokens.texts(
                "mac_addresses", Limits.MAC_ADDRESSES_MAX, () -> MacAddress.of(tokens.here()));
    }

    private static SourceFailure failure(Tokens tokens) throws IOException {
        var said =
                new Object() {
                    @Nullable String source;
                    @Nullable String why;
                };
        tokens.object(field -> {
            switch (field) {
                case "source" -> said.source = tokens.text();
                case "why" -> said.why = tokens.text();
                default -> tokens.unknown();
            }
        });
        return new SourceFailure(
                Text.required("source", said.source), Text.required("why", said.why));
    }

    private static int wire(int number) {
        if (number != Version.DEVICE && number != Version.SCAN) {
            throw Report.Malformed.unreadable(
                    "wire: version %d, this hub reads up to %d".formatted(number, Version.NEWEST));
        }
        return number;
    }
}
