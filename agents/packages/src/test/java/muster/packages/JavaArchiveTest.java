package muster.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jars, jars in jars, and what they say of themselves. */
final class JavaArchiveTest {
    private static final byte[] LOG4J =
            Jars.pom("org.apache.logging.log4j", "log4j-core", "2.14.1");
    private static final byte[] SHOP = Jars.pom("org.example", "shop", "1.0");

    @Test
    void takesCoordinatesBeforeTheFilesName() throws IOException {
        assertEquals(
                List.of("org.apache.logging.log4j:log4j-core 2.14.1"),
                read("renamed-9.jar", LOG4J));
    }

    @Test
    void findsJarsInsideWhetherPackedOrNot() throws IOException {
        var war = new Jars().packed("WEB-INF/lib/log4j-core-2.14.1.jar", LOG4J).done();
        var ear = new Jars().stored("shop.jar", SHOP).packed("web.war", war).done();

        assertEquals(
                List.of("org.example:shop 1.0", "org.apache.logging.log4j:log4j-core 2.14.1"),
                read("all.ear", ear));
    }

    @Test
    void readsAJarThatBeginsWithAScript() throws IOException {
        var whole = new ByteArrayOutputStream();
        whole.writeBytes("#!/bin/sh\nexec java -jar \"$0\"\n".getBytes(StandardCharsets.UTF_8));
        whole.writeBytes(SHOP);

        assertEquals(List.of("org.example:shop 1.0"), read("shop.jar", whole.toByteArray()));
    }

    @Test
    void fallsBackToTheManifest() throws IOException {
        var jar =
                new Jars()
                        .packed(
                                "META-INF/MANIFEST.MF",
                                """
                                Manifest-Version: 1.0
                                Implementation-Vendor-Id: org.exam
                                 ple
                                Implementation-Version: 1.2.3
                                Implementation-Vendor: Example Makers

                                Name: a
                                Implementation-Title: other
                                """
                                        .replace("\n", "\r\n"))
                        .done();

        assertEquals(List.of("org.example:shop-web 1.2.3"), read("shop-web-1.2.3.jar", jar));
        assertEquals(
                "Example Makers",
                JavaArchive.read("shop-web-1.2.3.jar", Bytes.of(jar))
                        .software()
                        .getFirst()
                        .vendor());
    }

    @Test
    void namesNoGroupThatNothingStates() throws IOException {
        assertEquals(
                List.of("shop 1.0-rc1"),
                read("shop-1.0-rc1.jar", new Jars().packed("a/B.class", "").done()));
    }

    @Test
    void countsWhatDoesNotSayWhatItIs() throws IOException {
        var jar = new Jars().packed("broken.jar", "no zip").packed("a/B.class", "").done();
        var reading = JavaArchive.read("app.jar", Bytes.of(jar));

        assertEquals(2, reading.unread());
        assertEquals(List.of(), FilesOnDiskTest.shown(reading));
    }

    @Test
    void refusesWhatIsNoZip() {
        assertThrows(Damaged.class, () -> JavaArchive.read("a.jar", Bytes.of(new byte[100])));
    }

    @Test
    void readsAnEgg() throws IOException {
        var egg = new Jars().packed("EGG-INFO/PKG-INFO", "Name: shop\nVersion: 1.0\n").done();

        assertEquals(List.of("shop 1.0"), FilesOnDiskTest.shown(PythonMetadata.egg(Bytes.of(egg))));
    }

    private static List<String> read(String fileName, byte[] jar) throws IOException {
        var reading = JavaArchive.read(fileName, Bytes.of(jar));
        return FilesOnDiskTest.shown(reading);
    }
}
