package muster.catalogue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import muster.database.Sha256;

/** SHA-256 of what was published, to see what changed. */
final class Checksum {
    private Checksum() {}

    static String of(byte[] bytes) {
        return Sha256.of(bytes);
    }

    /** Of a file's bytes, or of all files of a folder with their names. */
    static String of(Path path) throws IOException {
        var digest = Sha256.digest();
        if (Files.isDirectory(path)) {
            List<Path> files;
            try (var found = Files.list(path)) {
                files = found.filter(Files::isRegularFile).sorted().toList();
            }
            for (var file : files) {
                digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                add(file, digest);
            }
        } else {
            add(path, digest);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(Path file, MessageDigest digest) throws IOException {
        try (var stream = new DigestInputStream(Files.newInputStream(file), digest)) {
            stream.transferTo(OutputStream.nullOutputStream());
        }
    }
}
