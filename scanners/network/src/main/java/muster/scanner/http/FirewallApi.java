package muster.scanner.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import muster.scanner.Credential.Maker;
import muster.scanner.Secret;

/** Whose API a firewall has: where it is, how a token is shown to it, and what it tells. */
@SuppressWarnings("ImmutableEnumChecker") // List.of
enum FirewallApi {
    /** FortiOS REST API, {@code monitor/system/status}. */
    FORTI_OS(
            Maker.FORTINET,
            "fortios_api",
            Paths.FORTI_OS,
            Paths.FORTI_OS,
            List.of(
                    "version",
                    "build",
                    "model_name",
                    "model_number",
                    "model",
                    "serial",
                    "hostname")) {
        @Override
        boolean mayBeAt(Page door) {
            return REFUSED.contains(door.status()) && !PAN_OS.mayBeAt(door);
        }

        @Override
        boolean isSurelyAt(Page door) {
            return mayBeAt(door) && (isMadeBy(door, FORTINET) || says(door, FORTINET));
        }

        @Override
        String header(Secret token) {
            return "Authorization: Bearer " + token.reveal().strip();
        }

        @Override
        Map<String, String> texts(byte[] body) {
            return json(body);
        }
    },
    /** PAN-OS XML API, {@code show system info}. */
    PAN_OS(
            Maker.PALO_ALTO,
            "panos_api",
            Paths.PAN_OS,
            Paths.PAN_OS_INFO,
            List.of("sw-version", "model", "family", "serial", "hostname")) {
        @Override
        boolean mayBeAt(Page door) {
            return PAN_OS_ANSWER.matcher(Shown.text(door.body())).find();
        }

        @Override
        boolean isSurelyAt(Page door) {
            return mayBeAt(door);
        }

        @Override
        String header(Secret token) {
            return "X-PAN-KEY: " + token.reveal().strip();
        }

        @Override
        Map<String, String> texts(byte[] body) {
            return xml(body);
        }

        // Older ones say so in a page that is good by its status.
        @Override
        boolean isRefusal(Page page) {
            return super.isRefusal(page) || PAN_OS_REFUSAL.matcher(Shown.text(page.body())).find();
        }
    };

    /** The only pages that are asked for: each reads, and none changes anything. */
    private static final class Paths {
        static final String FORTI_OS = "/api/v2/monitor/system/status";
        static final String PAN_OS = "/api/";
        static final String PAN_OS_INFO =
                "/api/?type=op&cmd="
                        + URLEncoder.encode(
                                "<show><system><info></info></system></show>",
                                StandardCharsets.UTF_8);
    }

    private static final Set<Integer> REFUSED = Set.of(401, 403);
    private static final Pattern FORTINET = Pattern.compile("\\bForti(?:net|Gate|OS)\\b");
    private static final Pattern PAN_OS_ANSWER =
            Pattern.compile("<response\\s{1,3}+status\\s?=\\s?[\"'](?:error|success|unauth)");
    private static final Pattern PAN_OS_REFUSAL =
            Pattern.compile(
                    "<response\\s{1,3}+status\\s?=\\s?[\"'](?:unauth|error[\"']\\s{1,3}+code\\s?=\\s?[\"'](?:403|16|22)[\"'])");

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(16).build())
                    .build();

    private final Maker maker;
    private final String protocol;
    private final String door;
    private final String path;
    private final List<String> fields;

    FirewallApi(Maker maker, String protocol, String door, String path, List<String> fields) {
        this.maker = maker;
        this.protocol = protocol;
        this.door = door;
        this.path = path;
        this.fields = fields;
    }

    Maker maker() {
        return maker;
    }

    /** What its answers are called as evidence. */
    String protocol() {
        return protocol;
    }

    /** Where it shows that it is there, to anybody. */
    String door() {
        return door;
    }

    /** Where it tells what it is. */
    String path() {
        return path;
    }

    /** Whether it may be what shows this at the door: many servers refuse pages. */
    abstract boolean mayBeAt(Page door);

    /** Whether page or certificate say whose it is. */
    abstract boolean isSurelyAt(Page door);

    abstract String header(Secret token);

    abstract Map<String, String> texts(byte[] body);

    /** Whether it does not take the token. */
    boolean isRefusal(Page page) {
        return REFUSED.contains(page.status());
    }

    /** What it told, a line {@code name: value} each; empty where it told nothing of the kind. */
    Optional<String> told(byte[] body) {
        var texts = texts(body);
        var lines = new ArrayList<String>();
        for (var field : fields) {
            if (texts.containsKey(field)) {
                lines.add(field + ": " + texts.get(field));
            }
        }
        return texts.containsKey(fields.getFirst())
                ? Optional.of(String.join("\n", lines))
                : Optional.empty();
    }

    private static boolean isMadeBy(Page door, Pattern maker) {
        return door.certificate()
                .map(one -> names(one).stream().anyMatch(name -> maker.matcher(name).find()))
                .orElse(false);
    }

    private static List<String> names(X509Certificate certificate) {
        return List.of(
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName());
    }

    private static boolean says(Page door, Pattern maker) {
        return maker.matcher(Shown.text(door.body())).find();
    }

    private static Map<String, String> xml(byte[] body) {
        var texts = new TreeMap<String, String>();
        try {
            XmlLeaves.of(body).all().forEach(leaf -> texts.putIfAbsent(leaf.name(), leaf.text()));
        } catch (XmlLeaves.Refused e) {
            return Map.of();
        }
        return texts;
    }

    private static Map<String, String> json(byte[] body) {
        var texts = new TreeMap<String, String>();
        try (var in = JSON.createParser(body)) {
            for (var token = in.nextToken(); token != null; token = in.nextToken()) {
                var name = in.currentName();
                if (name != null
                        && (token == JsonToken.VALUE_STRING
                                || token == JsonToken.VALUE_NUMBER_INT)) {
                    texts.putIfAbsent(name, Shown.line(in.getText()));
                }
            }
        } catch (IOException e) {
            return Map.of();
        }
        return texts;
    }
}
