package muster.docs;

import static muster.wire.Limits.PRODUCTS_MAX;
import static muster.wire.Limits.REPORT_BYTES_MAX;
import static muster.wire.Limits.TEXT_CHARACTERS_MAX;

import java.util.List;
import muster.events.EventLines;
import muster.web.Desk;
import muster.web.OpenApi;
import muster.web.Reply;
import muster.web.Routes;
import muster.web.Site;

/** /docs and /trust: what a newcomer, an engineer and an auditor want to know. */
public final class DocsPages {
    private static final int BYTES_OF_A_KIBIBYTE = 1024;
    private static final int BYTES_OF_A_MEBIBYTE = 1024 * 1024;

    /**
     * Everything that signs a request, with tools that every system has. The shell itself makes the
     * code: what is an argument of a program is read by everybody on the machine.
     */
    private static final String SIGNING =
            """
            hash() { openssl dgst -sha256 -binary; }
            pad() { for byte in $(printf %s "$secret"); do printf %b "\\\\0$(printf %o $((0x$byte ^ $1)))"; done; }
            path=/api/v1/agents/inventory
            gzip -c report.json > report.gz
            digest=$(openssl dgst -sha256 -r report.gz | cut -d' ' -f1)
            secret="$(printf %s "$KEY" | openssl base64 -d -A | od -An -v -tx1) $(printf '00 %.0s' $(seq 32))"
            text=$(printf 'MUSTER1\\nPOST\\n%s\\n%s\\n%s\\n%s\\n%s' "$path" "$KEY_ID" "$EPOCH" "$SEQUENCE" "$digest")
            code=$({ pad 0x5c; { pad 0x36; printf %s "$text"; } | hash; } | hash | od -An -v -tx1 | tr -d ' \\n')
            curl --fail-with-body -H "Muster-Key: $KEY_ID" -H "Muster-Epoch: $EPOCH" -H "Muster-Sequence: $SEQUENCE" \\
              -H "Muster-Signature: $code" -H 'Content-Type: application/json' -H 'Content-Encoding: gzip' \\
              --data-binary @report.gz "HUB$path"
            """;

    private final Desk desk;
    private final OpenApi api;
    private final List<Setting> settings;
    private final String hub;

    /** How to begin; {@code hub} is the origin of the lines to copy. */
    public record Index(String hub) implements Reply.Page {}

    /** What can be pasted, and what is refused. */
    public record Paste() implements Reply.Page {}

    /** What a report holds, how large it may be and what it is answered. */
    public record Protocol(
            String hub, int productsMax, int mebibytesMax, int charactersMax, String signing)
            implements Reply.Page {}

    /** What events hold, how many fit in a post and what it is answered. */
    public record Events(String hub, int linesMax, int lineKibibytesMax, int mebibytesMax)
            implements Reply.Page {}

    /** How to inventory a network: the scanner's file, what it does and what it never does. */
    public record Scanner(String hub) implements Reply.Page {}

    /** What the tool that identifies reads and writes. */
    public record Identify() implements Reply.Page {}

    /** How people get in, and how an organization connects its identity provider. */
    public record SignIn() implements Reply.Page {}

    /** The query language of lists. */
    public record Search() implements Reply.Page {}

    /** Every endpoint and what it needs. */
    public record Api(String hub, List<OpenApi.Operation> operations) implements Reply.Page {}

    /** Every setting of a hub. */
    public record Settings(List<Setting> settings) implements Reply.Page {}

    /** What Muster does not do. */
    public record Limits() implements Reply.Page {}

    /** What keeps the data of an organization its own. */
    public record Trust() implements Reply.Page {}

    /** That this hub answers, and whether its knowledge is fresh. */
    public record Status() implements Reply.Page {}

    /** A setting, what it means and what holds without it. */
    public record Setting(String name, String meaning, String otherwise) {}

    public DocsPages(Desk desk, OpenApi api, List<Setting> settings, Site site) {
        this.desk = desk;
        this.api = api;
        this.settings = List.copyOf(settings);
        this.hub = site.publicUrl().toString();
    }

    public void docs(Routes routes) {
        routes.get("/", desk.anyone(_ -> new Index(hub)))
                .get("/paste", desk.anyone(_ -> new Paste()))
                .get("/protocol", desk.anyone(_ -> protocol()))
                .get("/events", desk.anyone(_ -> events()))
                .get("/scanner", desk.anyone(_ -> new Scanner(hub)))
                .get("/identify", desk.anyone(_ -> new Identify()))
                .get("/sign-in", desk.anyone(_ -> new SignIn()))
                .get("/search", desk.anyone(_ -> new Search()))
                .get("/api", desk.anyone(_ -> new Api(hub, api.operations())))
                .get("/settings", desk.anyone(_ -> new Settings(settings)))
                .get("/limits", desk.anyone(_ -> new Limits()));
    }

    private Events events() {
        return new Events(
                hub,
                EventLines.LINES_MAX,
                EventLines.LINE_BYTES_MAX / BYTES_OF_A_KIBIBYTE,
                EventLines.BYTES_MAX / BYTES_OF_A_MEBIBYTE);
    }

    private Protocol protocol() {
        return new Protocol(
                hub,
                PRODUCTS_MAX,
                REPORT_BYTES_MAX / BYTES_OF_A_MEBIBYTE,
                TEXT_CHARACTERS_MAX,
                SIGNING.replace("HUB", hub));
    }

    public void trust(Routes routes) {
        routes.get("/", desk.anyone(_ -> new Trust()));
    }

    public void status(Routes routes) {
        routes.get("/", desk.anyone(_ -> new Status()));
    }
}
