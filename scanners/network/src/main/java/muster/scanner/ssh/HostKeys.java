package muster.scanner.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import muster.agent.Disk;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/**
 * By which keys devices are known: the one that was seen first is trusted, another one never is. A
 * text file, a line per device: {@code 10.0.0.1:22 ssh-ed25519 AAAA…}. An operator who knows why a
 * key changed takes its line out; the file is read again before a key is refused.
 */
public final class HostKeys {
    private static final String FILE = "ssh-host-keys";
    private static final long FILE_BYTES_MAX = 256L * 1024 * 1024;

    private final Path file;
    private final Disk disk;
    private final ConcurrentSkipListMap<String, String> trusted = new ConcurrentSkipListMap<>();
    private final AtomicLong changes = new AtomicLong();
    private final ReentrantLock writing = new ReentrantLock();
    private long written;
    private Map<String, String> onDisk = Map.of();

    /**
     * Reads what is trusted.
     *
     * @param folder of the scanner's state
     * @throws IOException the file cannot be read: nothing is trusted then, and nobody is asked
     */
    public HostKeys(Path folder, Disk disk) throws IOException {
        file = folder.resolve(FILE);
        this.disk = disk;
        takeOver();
    }

    /** What is in the file holds, and what was taken out of it is forgotten. */
    private void takeOver() throws IOException {
        var read = read();
        onDisk.forEach((address, key) -> {
            if (!read.containsKey(address)) {
                trusted.remove(address, key);
            }
        });
        trusted.putAll(read);
        onDisk = read;
    }

    private Map<String, String> read() throws IOException {
        var read = new TreeMap<String, String>();
        if (!Files.exists(file)) {
            return read;
        }
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IOException("%s: more than %,d bytes".formatted(file, FILE_BYTES_MAX));
        }
        int number = 0;
        for (var line : Files.readAllLines(file)) {
            number++;
            int space = line.indexOf(' ');
            if (space > 0 && !line.startsWith("#")) {
                read.put(line.substring(0, space), line.substring(space + 1).strip());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new IOException(
                        "%s line %d: no address and key; take the line out or mend it"
                                .formatted(file, number));
            }
        }
        return read;
    }

    /** The algorithm of the key that a device must show, so that it is asked for that one. */
    Optional<String> algorithm(String address) {
        return Optional.ofNullable(trusted.get(address)).map(key -> key.split(" ", 2)[0]);
    }

    /**
     * Whether a key is the device's; the first is.
     *
     * @return empty, or why not and what to do
     */
    public Optional<String> refusal(String address, PublicKey key) {
        var shown = PublicKeyEntry.toString(key);
        var known = trusted.get(address);
        if (known != null && !known.equals(shown)) {
            lookAgain();
            known = trusted.get(address);
        }
        if (known == null) {
            known = trusted.putIfAbsent(address, shown);
            changes.incrementAndGet();
        }
        return known == null || known.equals(shown)
                ? Optional.empty()
                : Optional.of(changed(address, known, key));
    }

    private void lookAgain() {
        writing.lock();
        try {
            takeOver();
        } catch (IOException e) {
            // What cannot be read was not taken out.
        } finally {
            writing.unlock();
        }
    }

    private String changed(String address, String known, PublicKey key) {
        return "its host key changed: it was %s and is %s. If you know why, take the line \"%s\" out of %s and scan again"
                .formatted(fingerprint(known), KeyUtils.getFingerPrint(key), address, file);
    }

    private static String fingerprint(String known) {
        try {
            var key = PublicKeyEntry.parsePublicKeyEntry(known).resolvePublicKey(null, null, null);
            return String.valueOf(KeyUtils.getFingerPrint(key));
        } catch (IOException | java.security.GeneralSecurityException | RuntimeException e) {
            return "unreadable";
        }
    }

    /**
     * Returns when all that is trusted is on the disk, and so before a device gets a password. Many
     * at once are one writing.
     *
     * @throws IOException where the disk does not take it
     */
    public void save() throws IOException {
        long mine = changes.get();
        writing.lock();
        try {
            if (written < mine) {
                long now = changes.get();
                takeOver();
                var text = new StringBuilder();
                var content = new TreeMap<>(trusted);
                content.forEach((address, key) ->
                        text.append(address).append(' ').append(key).append('\n'));
                disk.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
                onDisk = content;
                written = now;
            }
        } catch (IOException e) {
            throw new IOException("%s cannot be written (%s)".formatted(file, e), e);
        } finally {
            writing.unlock();
        }
    }
}
