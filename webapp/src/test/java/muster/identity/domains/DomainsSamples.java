package muster.identity.domains;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts;
import muster.web.SampleShells;

/** The page of mail domains. */
public final class DomainsSamples implements PageSamples {
    private static final Instant NOW = Instant.parse("2026-11-22T13:05:09Z");
    private static final UUID ID = UUID.fromString("0199b2c0-7d5e-7a61-9c36-5d8f3a2b1c0d");
    private static final List<Parts.Choice> TABS =
            List.of(Parts.Choice.of("Domains", "/o/acme/settings/domains", true));

    @Override
    public List<PageSample> samples() {
        var ada = SampleShells.acme("");
        return List.of(
                PageSample.of(
                        "identity/domains/domain-list",
                        new DomainsPages.DomainList(
                                TABS,
                                List.of(
                                        new Domains.Domain(
                                                ID,
                                                "acme.example",
                                                "muster-domain-verification=x7Qa",
                                                NOW,
                                                null,
                                                null,
                                                null)),
                                new Parts.Field("acme", "A domain such as acme.example."),
                                true,
                                "The record is not there yet.",
                                false),
                        ada),
                new PageSample(
                        "identity/domains/domain-list",
                        "none",
                        new DomainsPages.DomainList(
                                TABS, List.of(), Parts.Field.EMPTY, false, null, false),
                        ada));
    }
}
