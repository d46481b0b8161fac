package muster.install;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import muster.enrollment.EnrollmentTokens;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts.Choice;
import muster.web.Parts.Field;
import muster.web.Parts.Link;
import muster.web.Parts.Option;
import muster.web.SampleShells;

/** Downloads, the form for a token, and the page that waits: silent, and with machines. */
public final class InstallSamples implements PageSamples {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final UUID ID = UUID.fromString("0198a6f2-4f3c-7c1e-9a55-0d5f3c1b2a10");

    @Override
    public List<PageSample> samples() {
        var tabs = List.of(Choice.of("Enroll", "/o/acme/enroll", true));
        var program =
                new Downloads.Program(
                        "muster-agent-0.1.0-linux-amd64.tar.gz",
                        "agent",
                        "0.1.0",
                        "linux-amd64",
                        21_000_000,
                        "6f".repeat(32));
        var key = "-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----";
        return List.of(
                PageSample.of(
                        "install/download-list",
                        new InstallPages.DownloadList(
                                "https://muster.example",
                                List.of(program),
                                "x86-64",
                                key,
                                "6f:6f",
                                "6f".repeat(32)),
                        SampleShells.visitor()),
                PageSample.of(
                        "install/download-list",
                        new InstallPages.DownloadList(
                                "https://muster.example", List.of(), "", "", "", null),
                        SampleShells.visitor()),
                PageSample.of(
                        "install/enroll",
                        new EnrollPages.Enroll(
                                tabs,
                                "http://localhost:8080",
                                "scanner",
                                new Field("Enrolled by Ada", "A line of up to 100 letters."),
                                List.of(new Option("10", "Up to 10 machines", true)),
                                "Choose one of these numbers."),
                        SampleShells.acme("collect")),
                PageSample.of(
                        "install/gone",
                        new EnrollPages.Gone(tabs, new EnrollmentTokens.Revocation("Ada", NOW)),
                        SampleShells.acme("collect")),
                PageSample.of(
                        "install/waiting",
                        new EnrollPages.Waiting(
                                tabs,
                                "/o/acme/enroll/" + ID,
                                null,
                                "mst_enroll_x7Qa",
                                List.of(
                                        new Ways.Way(
                                                "poster",
                                                "Plain poster",
                                                "Where the agent does not run.",
                                                "curl … | sh",
                                                new Link("Make a key", "/o/acme/settings/keys"))),
                                heard("matched", false)),
                        SampleShells.acme("collect")),
                PageSample.of(
                        "install/waiting",
                        new EnrollPages.Waiting(
                                tabs,
                                "/o/acme/enroll/" + ID,
                                "http://localhost:8080",
                                null,
                                List.of(),
                                heard("nothing", true)),
                        SampleShells.acme("collect")));
    }

    private static Listening.Heard heard(String step, boolean silent) {
        var machines =
                List.of(
                        new Listening.Machine("web-1", NOW, ID, 412L, 396L, 37L, null),
                        new Listening.Machine("web-2", NOW, null, null, null, null, null));
        var reasons =
                Stream.of(
                                "proxy",
                                "tls",
                                "name",
                                "only-here",
                                "token",
                                "clock",
                                "platform",
                                "report",
                                "feeds")
                        .map(word -> new Listening.Reason(word, "env | grep -i _proxy"))
                        .toList();
        return new Listening.Heard(
                ID,
                "Enrolled by Ada",
                step,
                NOW,
                silent ? null : NOW,
                silent ? NOW : null,
                silent,
                silent ? reasons : List.of(),
                silent ? List.of() : machines);
    }
}
