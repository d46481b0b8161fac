package muster.packages;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** What holds for any paste, whatever its sender says it is: a list, or one of two refusals. */
class PackageListFuzz {
    private static final String LONGEST = "20s";

    static class AnythingTarget {
        @FuzzTest(maxDuration = LONGEST)
        void anything(byte[] bytes) {
            holds(text(bytes));
        }
    }

    static class DpkgTarget {
        @FuzzTest(maxDuration = LONGEST)
        void dpkg(byte[] bytes) {
            holds(Format.DPKG, text(bytes));
        }
    }

    static class RpmTarget {
        @FuzzTest(maxDuration = LONGEST)
        void rpm(byte[] bytes) {
            holds(Format.RPM, text(bytes));
        }
    }

    static class ApkTarget {
        @FuzzTest(maxDuration = LONGEST)
        void apk(byte[] bytes) {
            holds(Format.APK, text(bytes));
        }
    }

    static class CycloneDxTarget {
        @FuzzTest(maxDuration = LONGEST)
        void cycloneDx(byte[] bytes) {
            // What begins otherwise is not looked at as JSON.
            holds(Format.CYCLONEDX, "{" + text(bytes));
        }
    }

    /** Whether it is understood; every other exception is a fault. */
    static boolean holds(String text) {
        Redaction.of(text);
        try {
            return !PackageList.recognise(text).software().isEmpty();
        } catch (PackageList.Unreadable | PackageList.Refused declared) {
            return false;
        }
    }

    static boolean holds(Format format, String text) {
        try {
            return !PackageList.read(format, text).software().isEmpty();
        } catch (PackageList.Unreadable | PackageList.Refused declared) {
            return false;
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
