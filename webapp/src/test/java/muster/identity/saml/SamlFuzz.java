package muster.identity.saml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Base64;
import java.util.Set;

/** Whatever arrives is refused with a reason, and nothing else ever happens. */
class SamlFuzz {
    private static final String LONGEST = "20s";
    private static final Stage STAGE = Stage.rsa();

    static class ResponseTarget {
        @FuzzTest(maxDuration = LONGEST)
        void response(byte[] bytes) {
            isRefused(bytes);
        }
    }

    static boolean isRefused(byte[] bytes) {
        var verdict =
                Responses.judge(
                        Base64.getEncoder().encodeToString(bytes),
                        STAGE.trust(),
                        Set.of(Draft.REQUEST),
                        Stage.NOW);
        return switch (verdict) {
            case Verdict.Refused _ -> true;
            case Verdict.Accepted accepted -> throw new AssertionError(accepted);
        };
    }

    static class LogoutTarget {
        @FuzzTest(maxDuration = LONGEST)
        void logout(byte[] bytes) {
            logsNobodyOut(bytes);
        }
    }

    static boolean logsNobodyOut(byte[] bytes) {
        var query = new String(bytes, ISO_8859_1);
        return switch (Logouts.redirected(query, STAGE.trust(), Set.of(), Stage.NOW)) {
            case Logout.Refused _ -> true;
            case Logout.Asked asked -> throw new AssertionError(asked);
            case Logout.Answered answered -> throw new AssertionError(answered);
        };
    }

    static class MetadataTarget {
        @FuzzTest(maxDuration = LONGEST)
        void metadata(byte[] bytes) {
            isReadOrNot(bytes);
        }
    }

    static boolean isReadOrNot(byte[] bytes) {
        try {
            return !Metadata.read(bytes, Stage.NOW).certificates().isEmpty();
        } catch (Metadata.Unreadable unreadable) {
            return false;
        }
    }
}
