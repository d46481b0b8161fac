package muster.identity.saml;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import muster.web.Json;

/** The checks of an attempt as the log keeps them: without what was said of the person. */
final class Kept {
    /** What tells who somebody is stays out, also of a log that only administrators read. */
    private static final Set<Check.Subject> PERSONAL =
            Set.of(Check.Subject.NAME_ID, Check.Subject.ATTRIBUTES, Check.Subject.SESSION);

    private record Lines(List<Attempts.Line> lines) {
        Lines {
            lines = List.copyOf(lines);
        }
    }

    private Kept() {}

    static String text(List<Check> checks) {
        var lines = new Lines(checks.stream().map(Kept::line).toList());
        return new String(Json.write(lines), StandardCharsets.UTF_8);
    }

    static List<Attempts.Line> lines(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), Lines.class).lines();
    }

    private static Attempts.Line line(Check check) {
        return new Attempts.Line(
                check.subject().code(),
                check.expected(),
                PERSONAL.contains(check.subject()) ? "" : check.received(),
                check.holds());
    }
}
