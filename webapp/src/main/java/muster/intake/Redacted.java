package muster.intake;

import muster.packages.Redaction;
import muster.wire.DeviceFacts;
import muster.wire.Inventory;
import muster.wire.SoftwareFact;
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
                device.macAddresses());
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
