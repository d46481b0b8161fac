package muster.wire;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a scanner tells: its scan, and the targets of it that a report brings. */
final class ScanReader {
    private @Nullable Scan scan;
    private @Nullable List<Target> targets;

    /** Whether anything of a scan was read. */
    boolean any() {
        return scan != null || targets != null;
    }

    void scan(Tokens tokens) throws IOException {
        var said =
                new Object() {
                    @Nullable UUID id;
                    @Nullable String site;
                    @Nullable Instant startedAt;
                    @Nullable Integer targets;
                    @Nullable Boolean finished;
                    @Nullable String rules;
                };
        tokens.value();
        try {
            tokens.object(field -> {
                switch (field) {
                    case "id" -> said.id = Text.uuid(field, tokens.text());
                    case "site" -> said.site = tokens.text();
                    case "started_at" -> said.startedAt = Text.instant(field, tokens.text());
                    case "targets" -> said.targets = tokens.number();
                    case "finished" -> said.finished = tokens.flag();
                    case "rules" -> said.rules = tokens.text();
                    default -> tokens.unknown();
                }
            });
            scan =
                    new Scan(
                            there("id", said.id),
                            Text.required("site", said.site),
                            there("started_at", said.startedAt),
                            there("targets", said.targets),
                            there("finished", said.finished),
                            Text.required("rules", said.rules));
        } catch (Report.Malformed malformed) {
            throw malformed.in("scan.");
        }
    }

    void targets(Tokens tokens) throws IOException {
        var seen = new HashSet<IpAddress>();
        targets =
                tokens.objects(
                        "targets",
                        Limits.TARGETS_MAX,
                        () -> {
                            var target = target(tokens);
                            if (!seen.add(target.address())) {
                                throw Report.Malformed.unreadable(
                                        "ip_address: " + target.address() + " is there twice");
                            }
                            return target;
                        });
    }

    /** The scan, then its targets. */
    List<Sighting> sightings() {
        var sightings = new ArrayList<Sighting>();
        sightings.add(there("scan", scan));
        sightings.addAll(there("targets", targets));
        return sightings;
    }

    private static Target target(Tokens tokens) throws IOException {
        var said =
                new Object() {
                    @Nullable String address;
                    @Nullable String result;
                    @Nullable String why;
                    List<Evidence> evidence = List.of();
                };
        tokens.object(field -> {
            switch (field) {
                case "ip_address" -> said.address = tokens.text();
                case "result" -> said.result = tokens.text();
                case "why" -> said.why = tokens.text();
                case "evidence" ->
                        said.evidence =
                                tokens.objects(field, Limits.EVIDENCE_MAX, () -> evidence(tokens));
                default -> tokens.unknown();
            }
        });
        return new Target(
                IpAddress.of(Text.required("ip_address", said.address)),
                result(Text.required("result", said.result)),
                said.why,
                said.evidence);
    }

    private static Evidence evidence(Tokens tokens) throws IOException {
        var said =
                new Object() {
                    @Nullable String kind;
                    @Nullable String command;
                    @Nullable String platform;
                    @Nullable String protocol;
                    @Nullable Integer port;
                    @Nullable String text;
                };
        tokens.object(field -> {
            switch (field) {
                case "kind" -> said.kind = tokens.text();
                case "command" -> said.command = tokens.text();
                case "platform" -> said.platform = tokens.text();
                case "protocol" -> said.protocol = tokens.text();
                case "port" -> said.port = tokens.numberOrNull();
                case "text" -> said.text = tokens.text();
                default -> tokens.unknown();
            }
        });
        var text = there("text", said.text);
        var kind = Text.required("kind", said.kind);
        return switch (kind) {
            case Evidence.Snmp.KIND -> new Evidence.Snmp(text);
            case Evidence.Cli.KIND ->
                    new Evidence.Cli(Text.required("command", said.command), said.platform, text);
            case Evidence.Banner.KIND ->
                    new Evidence.Banner(Text.required("protocol", said.protocol), said.port, text);
            case Evidence.Mac.KIND -> new Evidence.Mac(MacAddress.of(text));
            default ->
                    throw Report.Malformed.unreadable(
                            "kind: \"%s\", expected snmp, cli, banner or mac"
                                    .formatted(Quoted.of(kind)));
        };
    }

    private static Target.Result result(String word) {
        return Stream.of(Target.Result.values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        Report.Malformed.unreadable(
                                "result: \"%s\", expected answered, wrong_credential, time_out,"
                                        .concat(" unsupported or error")
                                        .formatted(Quoted.of(word))));
    }

    private static <T> T there(String field, @Nullable T value) {
        if (value == null) {
            throw Report.Malformed.unreadable(field + ": missing");
        }
        return value;
    }
}
