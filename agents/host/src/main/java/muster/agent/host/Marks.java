package muster.agent.host;

import muster.agent.Fingerprint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What Linux shows of the hardware that no copy of the disk takes along, hashed: the firmware's
 * UUID and serial, which only root reads, and the burnt-in addresses of wired network cards.
 */
final class Marks {
    private static final int TEXT_CHARACTERS_MAX = 200;

    /** The card's own address, and not one that somebody set (addr_assign_type of the kernel). */
    private static final String PERMANENT = "0";

    private final Path sys;

    Marks(Path sys) {
        this.sys = sys;
    }

    Fingerprint fingerprint() {
        var marks = new LinkedHashMap<String, Set<String>>();
        marks.put("uuid", hashed(read(sys.resolve("class/dmi/id/product_uuid"))));
        marks.put("serial", hashed(read(sys.resolve("class/dmi/id/product_serial"))));
        marks.put("cards", cards());
        return new Fingerprint(marks);
    }

    private Set<String> cards() {
        var hashes = new TreeSet<String>();
        try (var all = Files.newDirectoryStream(sys.resolve("class/net"))) {
            for (var card : all) {
                boolean wired =
                        Files.exists(card.resolve("device"))
                                && !Files.exists(card.resolve("phy80211"));
                if (wired && read(card.resolve("addr_assign_type")).equals(PERMANENT)) {
                    hashes.addAll(hashed(read(card.resolve("address"))));
                }
            }
        } catch (IOException noCards) {
            // A machine without a mark is taken for the one it was.
        }
        return hashes;
    }

    private static String read(Path file) {
        try (var in = Files.newInputStream(file)) {
            var text = new String(in.readNBytes(TEXT_CHARACTERS_MAX), StandardCharsets.UTF_8);
            return text.strip().toLowerCase(Locale.ROOT);
        } catch (IOException notShown) {
            return "";
        }
    }

    private static Set<String> hashed(String text) {
        if (text.isEmpty()) {
            return Set.of();
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var hash = digest.digest(("muster " + text).getBytes(StandardCharsets.UTF_8));
            return Set.of(HexFormat.of().formatHex(hash, 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
