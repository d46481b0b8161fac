package muster.packages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars put together for tests. */
final class Jars {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes);

    static byte[] pom(String group, String artifact, String version) {
        return new Jars()
                .packed(
                        "META-INF/maven/%s/%s/pom.properties".formatted(group, artifact),
                        "#written by a build\nversion=%s\ngroupId=%s\nartifactId=%s\n"
                                .formatted(version, group, artifact))
                .done();
    }

    Jars packed(String name, String text) {
        return packed(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Jars packed(String name, byte[] content) {
        return entry(new ZipEntry(name), content);
    }

    /** As Spring Boot keeps its libraries. */
    Jars stored(String name, byte[] content) {
        var entry = new ZipEntry(name);
        var sum = new CRC32();
        sum.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        return entry(entry, content);
    }

    private Jars entry(ZipEntry entry, byte[] content) {
        try {
            zip.putNextEntry(entry);
            zip.write(content);
            zip.closeEntry();
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    byte[] done() {
        try {
            zip.close();
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
