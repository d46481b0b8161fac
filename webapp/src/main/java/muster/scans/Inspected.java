package muster.scans;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import muster.devices.Marks;
import muster.devices.Provenance;
import muster.identify.Field;
import muster.identify.Identification;
import muster.identify.Identity;
import muster.wire.DeviceFacts;
import muster.wire.Evidence;
import muster.wire.Inventory;
import muster.wire.IpAddress;
import muster.wire.MacAddress;
import muster.wire.SoftwareFact;
import org.jspecify.annotations.Nullable;

/**
 * A device's evidence, without secrets, and what it says the device is. Making one is the work of a
 * scan, and needs no transaction.
 *
 * @param address at which it answered; null where nobody told
 * @param whole whether all of it was read: some is written to keep its reader busy
 */
record Inspected(
        @Nullable IpAddress address, List<Evidence> evidence, Identity identity, boolean whole) {
    /** Of all that a device lists as installed. */
    private static final int SOFTWARE_MAX = 5_000;

    private static final int MACS_MAX = 64;

    /** What an operating system of a network device is called as software. */
    static final String SYSTEM = "network_os";

    Inspected {
        evidence = List.copyOf(evidence);
    }

    static Inspected of(@Nullable IpAddress address, List<Evidence> given) {
        var evidence = given.stream().flatMap(one -> RedactedEvidence.of(one).stream()).toList();
        return again(address, evidence);
    }

    /** The same of evidence that was kept. */
    static Inspected again(@Nullable IpAddress address, List<Evidence> kept) {
        var all = kept.stream().map(Inspected::evidence).toList();
        var reading = Identification.read(all);
        return new Inspected(address, kept, PlainIdentity.of(reading.identity()), reading.whole());
    }

    private static muster.identify.Evidence evidence(Evidence evidence) {
        return switch (evidence) {
            case Evidence.Snmp(var text) -> new muster.identify.Evidence.Snmp(text);
            case Evidence.Cli(var command, var platform, var text) ->
                    new muster.identify.Evidence.Cli(command, text, platform);
            case Evidence.Banner(var protocol, _, var text) ->
                    new muster.identify.Evidence.Banner(protocol, text);
            case Evidence.Mac(var address) -> new muster.identify.Evidence.Mac(address.text());
        };
    }

    /** As strong as the strongest that the device was asked by. */
    Provenance provenance() {
        if (evidence.stream().anyMatch(Evidence.Cli.class::isInstance)) {
            return Provenance.SSH;
        } else if (evidence.stream().anyMatch(Evidence.Snmp.class::isInstance)) {
            return Provenance.SNMP;
        } else {
            return Provenance.PASSIVE;
        }
    }

    @Nullable String said(Field field) {
        return identity.find(field).orElse(null);
    }

    /** What is said of the device; one without a name is called by its address. */
    DeviceFacts facts(String otherwise) {
        return new DeviceFacts(
                identity.find(Field.HOSTNAME).orElse(otherwise),
                address,
                said(Field.OS),
                said(Field.VERSION),
                null,
                type(),
                // A guess would make one device of two that say the same of their parts.
                identity.findSure(Field.SERIAL).orElse(null),
                null,
                macs(),
                null,
                null,
                said(Field.VENDOR),
                said(Field.MODEL));
    }

    Marks marks(BiPredicate<UUID, String> answersAt) {
        var numbers = SnmpNumbers.of(evidence);
        return new Marks(numbers.engine(), numbers.chassis(), answersAt);
    }

    /** The words of this house, where it had one before. */
    @Nullable String type() {
        var type = said(Field.TYPE);
        return "network".equals(type) ? "network_device" : type;
    }

    /** Addresses that a maker gave out: others are made up, and often the same on many devices. */
    private List<MacAddress> macs() {
        var own = Stream.ofNullable(SnmpNumbers.of(evidence).baseMac());
        var seen =
                evidence.stream()
                        .filter(Evidence.Mac.class::isInstance)
                        .map(one -> ((Evidence.Mac) one).address());
        var interfaces =
                identity.interfaces().stream()
                        .map(Identity.Interface::mac)
                        .flatMap(Stream::ofNullable)
                        .map(MacAddress::of)
                        .filter(SharedMacs::isNone);
        return Stream.of(own, seen, interfaces)
                .flatMap(macs -> macs)
                .distinct()
                .limit(MACS_MAX)
                .toList();
    }

    /** The operating system as a product, then what the device lists as installed. */
    Inventory inventory(DeviceFacts device) {
        var software = new ArrayList<SoftwareFact>();
        system().ifPresent(software::add);
        var source = "Windows".equals(said(Field.OS)) ? "windows_program" : null;
        identity.software().stream()
                .limit(SOFTWARE_MAX)
                .map(one -> fact(one.vendor(), one.name(), one.version(), source))
                .distinct()
                .forEach(software::add);
        return new Inventory(device, software);
    }

    /** The operating system as a product; nothing where it is not known. */
    Optional<SoftwareFact> system() {
        var vendor =
                identity.find(Field.OS_VENDOR).or(() -> identity.find(Field.VENDOR)).orElse(null);
        return identity.find(Field.OS)
                .map(os -> fact(vendor, os, said(Field.VERSION), kindOfSystem()));
    }

    /**
     * What runs on a general computer is a system; what only this maker's devices run, firmware.
     */
    private String kindOfSystem() {
        var firmware = Set.of("printer", "camera", "iot", "power", "environment", "timing");
        var type = said(Field.TYPE);
        return type != null && firmware.contains(type) ? "firmware" : SYSTEM;
    }

    private static SoftwareFact fact(
            @Nullable String vendor,
            String name,
            @Nullable String version,
            @Nullable String source) {
        return new SoftwareFact(
                vendor,
                name,
                version,
                source == null ? SoftwareFact.SOURCE_UNKNOWN : source,
                null,
                null,
                null,
                null);
    }
}
