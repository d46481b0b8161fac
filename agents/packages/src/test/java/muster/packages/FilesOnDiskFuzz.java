package muster.packages;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/** What holds for any file that calls itself a package's: software, or {@link Damaged}. */
class FilesOnDiskFuzz {
    private static final String LONGEST = "20s";
    private static final byte[] INNER =
            new Jars()
                    .packed(
                            "META-INF/maven/g/é/pom.properties",
                            "groupId=g\nartifactId=a\nversion=1\n")
                    .packed("META-INF/MANIFEST.MF", "Implementation-Title: a\n")
                    .done();
    private static final byte[] JAR =
            new Jars()
                    .stored("lib/a.jar", INNER)
                    .packed("lib/b.jar", INNER)
                    .packed("META-INF/MANIFEST.MF", "Bundle-SymbolicName: a.b\nBundle-Version: 1\n")
                    .done();

    static class TextTarget {
        @FuzzTest(maxDuration = LONGEST)
        void text(byte[] bytes) throws IOException {
            textHolds(bytes);
        }
    }

    static class JarTarget {
        @FuzzTest(maxDuration = LONGEST)
        void jar(byte[] changes) throws IOException {
            jarHolds(changes);
        }
    }

    static void textHolds(byte[] bytes) throws IOException {
        for (Reader reader :
                List.<Reader>of(
                        PackageDatabase::dpkg,
                        PackageDatabase::apk,
                        PythonMetadata::read,
                        NpmManifest::read,
                        GemSpecification::read,
                        SnapManifest::read,
                        Flatpak::metainfo,
                        deploy -> Flatpak.application("a.b.C", "x86_64", deploy))) {
            RpmDatabasesFuzz.holds(() -> reader.read(new ByteArrayInputStream(bytes)));
        }
    }

    interface Reader {
        Reading read(ByteArrayInputStream bytes) throws IOException;
    }

    static boolean jarHolds(byte[] changes) throws IOException {
        var jar = Bytes.of(Changes.in(JAR, changes));
        RpmDatabasesFuzz.holds(() -> PythonMetadata.egg(jar));
        return RpmDatabasesFuzz.holds(() -> JavaArchive.read("a-1.jar", jar));
    }
}
