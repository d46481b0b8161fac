package muster.scanner;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import muster.identify.Evidence;
import muster.identify.Identification;
import muster.identify.Identity;
import muster.identify.IdentityJson;
import muster.wire.Target;

/** What came of one address as a line of JSON, with a preview of what the hub will say it is. */
final class TargetLine {
    private static final JsonFactory JSON = new JsonFactory();

    /** Its own {@code why} is the sentence of the scan. */
    private static final String WHYS = "whys";

    private TargetLine() {}

    static String of(String site, Target target) {
        var text = new StringWriter();
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("ip", target.address().text());
            json.writeStringField("site", site);
            json.writeStringField("result", target.result().word());
            json.writeStringField("why", target.why());
            IdentityJson.writeFields(identity(target), json, WHYS);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    static Identity identity(Target target) {
        return Identification.of(target.evidence().stream().map(TargetLine::evidence).toList());
    }

    private static Evidence evidence(muster.wire.Evidence said) {
        return switch (said) {
            case muster.wire.Evidence.Snmp one -> new Evidence.Snmp(one.text());
            case muster.wire.Evidence.Cli one ->
                    new Evidence.Cli(one.command(), one.text(), one.platform());
            case muster.wire.Evidence.Banner one -> new Evidence.Banner(one.protocol(), one.text());
            case muster.wire.Evidence.Mac one -> new Evidence.Mac(one.text());
        };
    }
}
