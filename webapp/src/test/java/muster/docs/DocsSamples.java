package muster.docs;

import java.util.List;
import muster.web.OpenApi;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.SampleShells;

/** Every page of the docs. */
public final class DocsSamples implements PageSamples {
    private static final String HUB = "http://localhost:8080";

    @Override
    public List<PageSample> samples() {
        var call = new OpenApi.Operation("GET", "/api/v1/orgs/{org}/devices", "devices:read");
        var setting = new DocsPages.Setting("MUSTER_PORT", "port of pages and API", "8080");
        return List.of(
                PageSample.of("docs/index", new DocsPages.Index(HUB), SampleShells.visitor()),
                PageSample.of("docs/paste", new DocsPages.Paste(), SampleShells.visitor()),
                PageSample.of(
                        "docs/protocol",
                        new DocsPages.Protocol(HUB, 20_000, 8, 512, "openssl dgst …"),
                        SampleShells.visitor()),
                PageSample.of(
                        "docs/events",
                        new DocsPages.Events(HUB, 5_000, 32, 8),
                        SampleShells.visitor()),
                PageSample.of("docs/scanner", new DocsPages.Scanner(HUB), SampleShells.visitor()),
                PageSample.of("docs/identify", new DocsPages.Identify(), SampleShells.visitor()),
                PageSample.of("docs/search", new DocsPages.Search(), SampleShells.visitor()),
                PageSample.of(
                        "docs/api", new DocsPages.Api(HUB, List.of(call)), SampleShells.visitor()),
                PageSample.of(
                        "docs/settings",
                        new DocsPages.Settings(List.of(setting)),
                        SampleShells.visitor()),
                PageSample.of("docs/sign-in", new DocsPages.SignIn(), SampleShells.visitor()),
                PageSample.of("docs/limits", new DocsPages.Limits(), SampleShells.visitor()),
                PageSample.of("docs/status", new DocsPages.Status(), SampleShells.visitor()),
                PageSample.of("docs/trust", new DocsPages.Trust(), SampleShells.visitor()));
    }
}
