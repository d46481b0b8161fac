package muster.wire;

import java.util.HexFormat;
import java.util.List;

/** All software that one device carries at one moment: what is not listed is not there. */
public record Inventory(DeviceFacts device, List<SoftwareFact> software) implements Sighting {
    public Inventory {
        software = List.copyOf(software);
        if (software.size() > Limits.PRODUCTS_MAX) {
            throw Report.Malformed.tooLarge(
                    "products: %,d, at most %,d".formatted(software.size(), Limits.PRODUCTS_MAX));
        }
    }

    /** The same for the same software in any order: an unchanged inventory is told by it. */
    public byte[] softwareDigest() {
        return Digest.of(software);
    }

    /** The same as 64 hexadecimal digits, as a {@link Change} names it. */
    public String softwareDigestText() {
        return HexFormat.of().formatHex(softwareDigest());
    }
}
