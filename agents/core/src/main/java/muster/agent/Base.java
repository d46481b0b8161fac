package muster.agent;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import muster.wire.Change;
import muster.wire.Inventory;
import muster.wire.SoftwareFact;
import org.jspecify.annotations.Nullable;

/**
 * What was last said of the device, as it lies on the disk. Its software is never all in memory: it
 * is read piece by piece against what is there now.
 *
 * @param wholeAt when all of it was last said
 * @param lasting a digest of all that was said and lasts
 * @param software the digest of the software, see {@link Inventory#softwareDigestText}
 */
record Base(Instant wholeAt, String lasting, String software) {
    private static final String FILE = "reported.gz";

    static Optional<Base> in(Home home) throws IOException {
        var file = home.read(FILE);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (var in = reader(file.get())) {
            return Optional.of(head(in));
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    static void forget(Home home) throws IOException {
        home.delete(FILE);
    }

    void save(Home home, List<SoftwareFact> facts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            out.writeLong(wholeAt.toEpochMilli());
            out.writeUTF(lasting);
            out.writeUTF(software);
            out.writeInt(facts.size());
            for (var fact : facts) {
                write(out, fact);
            }
        }
        home.write(FILE, bytes.toByteArray());
    }

    /**
     * What changed since; empty where the file is damaged or so much changed that a whole report
     * says it in less.
     */
    Optional<Change> until(Home home, Inventory now) throws IOException {
        var removed = new ArrayList<SoftwareFact>();
        var added = new LinkedHashSet<>(now.software());
        try (var in = reader(home.read(FILE).orElse(new byte[0]))) {
            head(in);
            for (int left = in.readInt(); left > 0; left--) {
                var fact = fact(in);
                if (!added.remove(fact)) {
                    removed.add(fact);
                }
                if (removed.size() > now.software().size() / 2) {
                    return Optional.empty();
                }
            }
            // The checksum stands at the end.
            if (in.read() >= 0) {
                return Optional.empty();
            }
        } catch (IOException damaged) {
            return Optional.empty();
        }
        var after = now.softwareDigestText();
        return Optional.of(new Change(now.device(), software, after, List.copyOf(added), removed));
    }

    private static DataInputStream reader(byte[] file) throws IOException {
        return new DataInputStream(
                new BufferedInputStream(new GZIPInputStream(new ByteArrayInputStream(file))));
    }

    private static Base head(DataInputStream in) throws IOException {
        return new Base(Instant.ofEpochMilli(in.readLong()), in.readUTF(), in.readUTF());
    }

    private static void write(DataOutputStream out, SoftwareFact fact) throws IOException {
        out.writeUTF(fact.name());
        out.writeUTF(fact.sourceType());
        text(out, fact.vendor());
        text(out, fact.version());
        text(out, fact.architecture());
        text(out, fact.sourcePackage());
        text(out, fact.sourceVersion());
        text(out, fact.purl());
    }

    private static SoftwareFact fact(DataInputStream in) throws IOException {
        var name = in.readUTF();
        var sourceType = in.readUTF();
        var vendor = text(in);
        var version = text(in);
        return new SoftwareFact(
                vendor, name, version, sourceType, text(in), text(in), text(in), text(in));
    }

    private static void text(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeUTF(text);
        }
    }

    private static @Nullable String text(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }
}
