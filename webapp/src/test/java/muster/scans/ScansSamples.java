package muster.scans;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import muster.devices.Cast;
import muster.devices.DeviceHead.Tab;
import muster.devices.Provenance;
import muster.scans.Differences.Difference;
import muster.scans.Identities.Because;
import muster.scans.Identities.Identified;
import muster.scans.Identities.Module;
import muster.scans.KeptEvidence.Piece;
import muster.web.Fields;
import muster.web.Page;
import muster.web.PageSample;
import muster.web.PageSamples;
import muster.web.Parts.Choice;
import muster.web.Parts.Link;
import muster.web.Parts.Step;
import muster.web.Query;
import muster.web.SampleShells;
import org.jspecify.annotations.Nullable;

/** Scans, one scan, and what a device gave. */
public final class ScansSamples implements PageSamples {
    private static final String HOME = "/o/acme";
    private static final String DEVICE = HOME + "/devices/" + Cast.ID;

    @Override
    public List<PageSample> samples() {
        return List.of(
                page(
                        "scans/index",
                        "",
                        index(List.of(scan("running", 102), scan("finished", 254)))),
                page("scans/index", "empty", index(List.of())),
                page("scans/show", "", show(answers(), true)),
                page("scans/show", "first", show(List.of(), false)),
                page("scans/of-device", "", ofDevice(identified("cpe:2.3:o:example:os:7.1"), null)),
                page("scans/of-device", "why", ofDevice(identified(null), why())),
                page("scans/of-device", "nothing", nothing()),
                page("scans/one-piece", "", piece()));
    }

    private static PageSample page(String template, String state, Record page) {
        var place =
                template.endsWith("device") || template.endsWith("piece") ? "devices" : "collect";
        return new PageSample(template, state, page, SampleShells.acme(place));
    }

    private static ScanPages.Index index(List<Scan> scans) {
        return new ScanPages.Index(
                List.of(Choice.of("Scans", HOME + "/scans", true)),
                query(Scans.FIELDS, "state:running"),
                scans.isEmpty() ? "sort, letter 1: no such field" : null,
                List.of(),
                new Page<>(scans, null),
                HOME,
                new Link("Enroll a scanner", HOME + "/enroll"));
    }

    private static Scan scan(String state, int asked) {
        return new Scan(
                Cast.ID,
                state.equals("running") ? Cast.ID : null,
                "scan-1",
                Cast.ID,
                "Berlin",
                state,
                Cast.NOW,
                Cast.NOW,
                null,
                "3f9a1c",
                254,
                asked,
                30,
                2,
                asked - 33,
                0,
                1);
    }

    private static ScanPages.Show show(List<Answer> answers, boolean before) {
        return new ScanPages.Show(
                List.of(new Link("Scans", HOME + "/scans"), new Link("Berlin", HOME + "/scans/1")),
                scan("running", 102),
                query(Answers.FIELDS, ""),
                null,
                List.of(),
                new Page<>(answers, null),
                before ? new Link("Berlin", HOME + "/scans/0") : null,
                before ? differences() : List.of(),
                HOME);
    }

    private static List<Difference> differences() {
        return List.of(
                new Difference("10.0.0.1", "changed", Cast.ID, "core-1", "IOS 15.1", "IOS 15.2"),
                new Difference("10.0.0.9", "gone", null, null, "a printer", null));
    }

    private static List<Answer> answers() {
        return List.of(
                answer("10.0.0.1", "answered", "SNMPv3 as core-ro", "core-1"),
                answer("10.0.0.2", "time_out", null, null));
    }

    private static Answer answer(
            String address, String result, @Nullable String why, @Nullable String hostname) {
        return new Answer(
                Cast.ID,
                address,
                hostname == null ? "10.0.0.12" : null,
                hostname == null ? 11 : 1,
                result,
                why,
                hostname == null ? null : Cast.ID,
                hostname,
                hostname == null ? null : "Example",
                hostname == null ? null : "ExampleOS",
                hostname == null ? null : "7.1",
                hostname == null ? null : "EX-48",
                null,
                hostname == null ? null : "network_device",
                Cast.NOW);
    }

    private static EvidencePages.OfDevice ofDevice(
            Identified identified, EvidencePages.@Nullable Why why) {
        return new EvidencePages.OfDevice(
                Cast.head(Tab.EVIDENCE),
                identified,
                identified.cpe() == null ? "for vulnerabilities: no list is read yet." : null,
                List.of(aPiece("cli", "show version"), aPiece("snmp", "")),
                why,
                DEVICE);
    }

    private static EvidencePages.OfDevice nothing() {
        return new EvidencePages.OfDevice(
                Cast.head(Tab.EVIDENCE), null, null, List.of(), null, DEVICE);
    }

    private static Identified identified(@Nullable String cpe) {
        return new Identified(
                Cast.ID,
                Cast.ID,
                "10.0.0.1",
                Provenance.SSH,
                Cast.NOW,
                "3f9a1c",
                Cast.NOW,
                "core-1",
                "Example",
                "EX-48",
                "ExampleOS",
                "7.1",
                cpe,
                List.of(
                        new Because("version", "7.1", "ExampleOS, Version 7.1", "example_os"),
                        new Because("interfaces", null, "1.3.6.1.2.1.2.2.1.2.1|4|Gi1", "IF-MIB")),
                cpe == null
                        ? List.of()
                        : List.of(
                                new Module("Slot 1", "EX-48", "EX0001", "7.1"),
                                new Module(null, null, "EX0002", null)));
    }

    private static EvidencePages.Why why() {
        return new EvidencePages.Why(
                "Version",
                List.of(
                        new Step("It said", "ExampleOS, Version 7.1", "over SSH", DEVICE),
                        new Step("Rule", "example_os", "of rules version 3f9a1c", null)));
    }

    private static EvidencePages.OnePiece piece() {
        return new EvidencePages.OnePiece(
                Cast.head(Tab.EVIDENCE),
                aPiece("cli", "show version"),
                List.of(
                        new EvidencePages.Line(1, "core-1 uptime is 3 days", false),
                        new EvidencePages.Line(2, "ExampleOS, Version 7.1", true)),
                true,
                "");
    }

    private static Piece aPiece(String kind, String subject) {
        return new Piece(Cast.ID, kind, subject, null, Cast.ID, Cast.NOW, 1_204);
    }

    private static Query query(Fields fields, String text) {
        return Query.parse(Map.of("q", text), fields, Clock.fixed(Cast.NOW, ZoneOffset.UTC));
    }
}
