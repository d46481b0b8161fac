package muster.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of what a report says, not of how it was written: keys, spaces and products in another
 * order give the same digest.
 */
final class Digest {
    /** Cannot be a length, so that null and "" differ and no two lists of texts look alike. */
    private static final int NULL = -1;

    private static final Comparator<@Nullable String> TEXT =
            Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<SoftwareFact> ORDER =
            Comparator.comparing(SoftwareFact::name)
                    .thenComparing(SoftwareFact::version, TEXT)
                    .thenComparing(SoftwareFact::sourceType)
                    .thenComparing(SoftwareFact::architecture, TEXT)
                    .thenComparing(SoftwareFact::vendor, TEXT)
                    .thenComparing(SoftwareFact::sourcePackage, TEXT)
                    .thenComparing(SoftwareFact::sourceVersion, TEXT)
                    .thenComparing(SoftwareFact::purl, TEXT);

    private final MessageDigest sha256 = sha256();

    private Digest() {}

    static byte[] of(List<SoftwareFact> software) {
        var digest = new Digest();
        digest.add(software);
        return digest.sha256.digest();
    }

    /** Without the report's id: the digest tells whether two reports of one id are the same. */
    static byte[] of(Report report) {
        var digest = new Digest();
        for (var sighting : ordered(report.sightings())) {
            switch (sighting) {
                case Inventory inventory -> {
                    digest.add("inventory");
                    digest.add(inventory.device());
                    digest.add(inventory.software());
                }
                case Change change -> {
                    digest.add("change");
                    digest.add(change.device());
                    digest.add(change.base());
                    digest.add(change.result());
                    digest.add(change.added());
                    digest.add(change.removed());
                }
                case Surroundings surroundings -> {
                    digest.add("surroundings");
                    digest.add(surroundings);
                }
                case SourceFailure failure -> {
                    digest.add("failure");
                    digest.add(failure.source());
                    digest.add(failure.why());
                }
                case Scan scan -> {
                    digest.add("scan");
                    digest.add(scan);
                }
                case Target target -> {
                    digest.add("target");
                    digest.add(target);
                }
            }
        }
        return digest.sha256.digest();
    }

    /** What a device says of itself stands as it was sent; of targets none is before another. */
    private static List<Sighting> ordered(List<Sighting> sightings) {
        var ordered = new ArrayList<>(sightings);
        ordered.sort(
                Comparator.comparing(
                        one -> one instanceof Target target ? target.address().text() : ""));
        return ordered;
    }

    private void add(DeviceFacts device) {
        add(device.hostname());
        add(device.ipAddress() == null ? null : device.ipAddress().text());
        add(device.osName());
        add(device.osVersion());
        add(device.agentVersion());
        add(device.assetType());
        add(device.serial());
        add(device.hardwareUuid());
        add(device.macAddresses().size());
        device.macAddresses().forEach(mac -> add(mac.text()));
        // Version 1 has neither: its digests stay what they were.
        addNamed("kernel", device.kernel());
        addNamed("architecture", device.architecture());
    }

    private void add(Surroundings surroundings) {
        for (var one : surroundings.interfaces()) {
            add(one.name());
            add(one.mac() == null ? null : one.mac().text());
            add(one.addresses().size());
            one.addresses().forEach(address -> add(address.text()));
        }
        for (var one : surroundings.listeners()) {
            add(one.protocol().name());
            add(one.address().text());
            add(one.port());
            add(one.process());
        }
        for (var one : surroundings.neighbours()) {
            add(one.address().text());
            add(one.mac().text());
            add(one.through());
        }
    }

    private void add(Scan scan) {
        add(scan.id().toString());
        add(scan.site());
        add(scan.startedAt().toString());
        add(scan.targets());
        add(String.valueOf(scan.finished()));
        add(scan.rules());
    }

    private void add(Target target) {
        add(target.address().text());
        add(target.result().word());
        add(target.why());
        add(target.evidence().size());
        for (var evidence : target.evidence()) {
            add(evidence.kind());
            add(evidence.text());
            switch (evidence) {
                case Evidence.Cli cli -> {
                    add(cli.command());
                    add(cli.platform());
                }
                case Evidence.Banner banner -> {
                    add(banner.protocol());
                    add(banner.port() == null ? NULL : banner.port());
                }
                case Evidence.Snmp _, Evidence.Mac _ -> {}
            }
        }
    }

    private void addNamed(String name, @Nullable String text) {
        if (text != null) {
            add(name);
            add(text);
        }
    }

    private void add(List<SoftwareFact> software) {
        var ordered = new ArrayList<>(software);
        ordered.sort(ORDER);
        add(ordered.size());
        for (var fact : ordered) {
            add(fact.vendor());
            add(fact.name());
            add(fact.version());
            add(fact.sourceType());
            add(fact.architecture());
            add(fact.sourcePackage());
            add(fact.sourceVersion());
            add(fact.purl());
        }
    }

    private void add(@Nullable String text) {
        if (text == null) {
            add(NULL);
        } else {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            add(bytes.length);
            sha256.update(bytes);
        }
    }

    private void add(int number) {
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
