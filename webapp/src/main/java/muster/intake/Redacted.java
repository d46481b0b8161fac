package muster.intake;

import muster.packages.Redaction;
import muster.wire.Change;
import muster.wire.DeviceFacts;
import muster.wire.Interface;
import muster.wire.Inventory;
import muster.wire.Listener;
import muster.wire.Neighbour;
import muster.wire.SoftwareFact;
import muster.wire.SourceFailure;
import muster.wire.Surroundings;
import org.jspecify.annotations.Nullable;

/** An inventory without what looks like a secret: a version may be anything its sender typed. */
final class Redacted {
    /** Nothing this short is a secret that its form betrays. */
    private static final int SHORT_LETTERS = 12;

    private Redacted() {}

    static Inventory of(Inventory inventory) {
        return new Inventory(
                device(inventory.device()),
                inventory.software().stream().map(Redacted::software).toList());
    }

    /** The digests stay those of what was sent: the next change is told from there. */
    static Change of(Change change) {
        return new Change(
                device(change.device()),
                change.base(),
                change.result(),
                change.added().stream().map(Redacted::software).toList(),
                change.removed().stream().map(Redacted::software).toList());
    }

    static Surroundings of(Surroundings all) {
        return new Surroundings(
                all.interfaces().stream()
                        .map(one -> new Interface(required(one.name()), one.mac(), one.addresses()))
                        .toList(),
                all.listeners().stream()
                        .map(one ->
                                new Listener(
                                        one.protocol(),
                                        one.address(),
                                        one.port(),
                                        text(one.process())))
                        .toList(),
                all.neighbours().stream()
                        .map(one -> new Neighbour(one.address(), one.mac(), text(one.through())))
                        .toList());
    }

    static SourceFailure of(SourceFailure failure) {
        return new SourceFailure(failure.source(), required(failure.why()));
    }

    private static DeviceFacts device(DeviceFacts device) {
        return new DeviceFacts(
                required(device.hostname()),
                device.ipAddress(),
                text(device.osName()),
                text(device.osVersion()),
                text(device.agentVersion()),
                device.assetType(),
                text(device.serial()),
                text(device.hardwareUuid()),
                device.macAddresses(),
                text(device.kernel()),
                text(device.architecture()),
                text(device.vendor()),
                text(device.model()));
    }

    private static SoftwareFact software(SoftwareFact fact) {
        return new SoftwareFact(
                text(fact.vendor()),
                required(fact.name()),
                text(fact.version()),
                fact.sourceType(),
                text(fact.architecture()),
                text(fact.sourcePackage()),
                text(fact.sourceVersion()),
                text(fact.purl()));
    }

    private static @Nullable String text(@Nullable String text) {
        return text == null ? null : required(text);
    }

    private static String required(String text) {
        return text.length() < SHORT_LETTERS ? text : Redaction.of(text);
    }
}
