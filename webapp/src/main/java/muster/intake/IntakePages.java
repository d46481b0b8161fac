package muster.intake;

import static muster.tenancy.Permission.INVENTORY_WRITE;
import static muster.wire.Limits.REPORT_BYTES_MAX;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import muster.enrollment.CollectTabs;
import muster.packages.Format;
import muster.packages.PackageList;
import muster.packages.Unread;
import muster.scans.Pasted;
import muster.web.Desk;
import muster.web.Handler;
import muster.web.Messages;
import muster.web.Parts.Choice;
import muster.web.Parts.Field;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Site;
import org.jspecify.annotations.Nullable;

/** /o/{org}/imports */
public final class IntakePages {
    /** No package list, but what a router, switch or firewall prints of itself. */
    private static final String SHOW_VERSION = "show-version";

    private final Desk desk;
    private final Intake intake;
    private final Messages messages;
    private final Site site;

    /**
     * A form to paste a list into, and what machines run to send theirs.
     *
     * @param hostname as it was sent before, and so {@code text}
     * @param taken what came of a list of which not all was understood, null where there is none
     * @param outdone the device of a list that was not taken, because an agent knows better
     */
    public record Index(
            List<Choice> tabs,
            Field hostname,
            Field text,
            @Nullable Taken taken,
            @Nullable String outdone,
            String action,
            List<Command> commands)
            implements Reply.Page {
        public Index {
            tabs = List.copyOf(tabs);
            commands = List.copyOf(commands);
        }

        @Override
        public int status() {
            return hostname.problem() == null && text.problem() == null ? 200 : 422;
        }
    }

    /**
     * A list that became a device, but for some lines.
     *
     * @param href the device
     * @param unread the first lines that were not understood, of {@code unreadTotal}
     */
    public record Taken(String href, int items, List<Unread> unread, int unreadTotal) {
        public Taken {
            unread = List.copyOf(unread);
        }
    }

    /** What sends the package list of a system's machines, to run in a shell. */
    public record Command(String system, String line) {}

    private record Paste(@Nullable String hostname, String text) {}

    public IntakePages(Desk desk, Intake intake, Messages messages, Site site) {
        this.desk = desk;
        this.intake = intake;
        this.messages = messages;
        this.site = site;
    }

    /** Mounted at the organization's imports. */
    public void imports(Routes routes) {
        routes.pages()
                .get("/", desk.member(INVENTORY_WRITE, this::form))
                .post(
                        "/",
                        desk.member(INVENTORY_WRITE, Handler.ahead(this::paste))
                                .taking(REPORT_BYTES_MAX));
        routes.endpoints()
                .post(
                        "/",
                        desk.member(INVENTORY_WRITE, Handler.ahead(this::importList))
                                .taking(REPORT_BYTES_MAX)
                                .reading("text/plain")
                                .asking("format", "hostname"));
    }

    private Reply form(Request request) {
        var hostname = new Field(request.query("hostname").orElse(""), null);
        return index(request, hostname, Field.EMPTY, null);
    }

    private Index index(Request request, Field hostname, Field text, @Nullable Taken taken) {
        return index(request, hostname, text, taken, null);
    }

    private Index index(
            Request request,
            Field hostname,
            Field text,
            @Nullable Taken taken,
            @Nullable String outdone) {
        var endpoint = "/api/v1/orgs/" + request.organization().slug() + "/imports";
        return new Index(
                CollectTabs.of(request, messages, "imports"),
                hostname,
                text,
                taken,
                outdone,
                request.path("/imports"),
                commands(site.link(endpoint)));
    }

    private static List<Command> commands(String imports) {
        return List.of(
                command("Debian, Ubuntu", "dpkg -l", "dpkg", imports),
                command("Red Hat, SUSE", "rpm -qa", "rpm", imports),
                command("Alpine", "apk list -I", "apk", imports));
    }

    private static Command command(String system, String list, String format, String imports) {
        return new Command(
                system,
                "%s | curl --fail --data-binary @- -H \"Authorization: Bearer $MUSTER_KEY\" \"%s?format=%s&hostname=$(hostname)\""
                        .formatted(list, imports, format));
    }

    private Handler paste(Request request) {
        var paste = request.body(Paste.class);
        var hostname = paste.hostname() == null ? "" : paste.hostname().strip();
        var named = new Field(hostname, null);
        var pasted = new Field(paste.text(), null);
        try {
            var list = Import.of(PackageList.recognise(paste.text()), hostname);
            return inside -> kept(inside, list);
        } catch (PackageList.Unreadable unreadable) {
            var explained = new Field(paste.text(), said(unreadable));
            return Pasted.of(paste.text(), hostname)
                    .map(output -> printed(output, pasted))
                    .orElse(inside -> index(inside, named, explained, null));
        } catch (PackageList.Refused refused) {
            // It may hold secrets: it is not sent back either.
            var explained = new Field("", said(refused));
            return inside -> index(inside, named, explained, null);
        } catch (Problem refused) {
            var explained = new Field(paste.text(), refused.detail());
            return inside -> index(inside, named, explained, null);
        } catch (Import.Nameless nameless) {
            var missing = new Field(hostname, messages.text("intake.hostname.missing"));
            return inside -> index(inside, missing, pasted, null);
        }
    }

    /** What a network device printed of itself. */
    private Handler printed(Pasted output, Field pasted) {
        return inside -> {
            if (output.hostname().isEmpty()) {
                var missing = new Field("", messages.text("intake.hostname.missing"));
                return index(inside, missing, pasted, null);
            }
            var receipt = intake.accept(output, inside.now());
            var href = inside.path("/devices/" + receipt.device());
            return receipt.heeded()
                    ? Reply.Moved.to(href)
                    : index(inside, Field.EMPTY, Field.EMPTY, null, href);
        };
    }

    /** On to the device, unless there is something to say of the list first. */
    private Reply kept(Request request, Import list) {
        var receipt = intake.accept(list, request.now());
        var href = request.path("/devices/" + receipt.device());
        if (!receipt.heeded()) {
            return index(request, Field.EMPTY, Field.EMPTY, null, href);
        } else if (list.unread().isEmpty()) {
            return Reply.Moved.to(href);
        }
        var taken = new Taken(href, receipt.products(), list.unread(), list.unreadTotal());
        return index(request, Field.EMPTY, Field.EMPTY, taken);
    }

    private Handler importList(Request request) {
        var word = request.query("format");
        var isPrinted = word.filter(SHOW_VERSION::equals).isPresent();
        var format = word.filter(_ -> !isPrinted).map(IntakePages::format);
        var text = text(request.body(REPORT_BYTES_MAX).bytes());
        var hostname = request.query("hostname").orElse("");
        try {
            if (isPrinted) {
                return importing(
                        Pasted.of(text, hostname)
                                .orElseThrow(() ->
                                        Problem.badRequest("it does not say what the device is")));
            }
            var list =
                    format.isPresent()
                            ? PackageList.read(format.get(), text)
                            : PackageList.recognise(text);
            var named = Import.of(list, hostname);
            return inside -> imported(intake.accept(named, inside.now()), named.unreadTotal());
        } catch (PackageList.Unreadable unreadable) {
            var printed = format.isEmpty() ? Pasted.of(text, hostname) : Optional.<Pasted>empty();
            return importing(
                    printed.orElseThrow(() ->
                            Problem.of(
                                    unreadable.tooLarge() ? 413 : 400,
                                    "No package list",
                                    said(unreadable))));
        } catch (PackageList.Refused refused) {
            throw Problem.of(422, "Refused", said(refused));
        } catch (Import.Nameless nameless) {
            throw nameless();
        }
    }

    private Handler importing(Pasted printed) {
        if (printed.hostname().isEmpty()) {
            throw nameless();
        }
        return inside -> imported(intake.accept(printed, inside.now()), 0);
    }

    private static Problem nameless() {
        return Problem.badRequest("hostname: say whose list this is, with ?hostname=");
    }

    private Reply imported(Intake.Receipt receipt, int unread) {
        var said = new LinkedHashMap<String, Object>();
        said.put("device_id", receipt.device());
        said.put("items", receipt.heeded() ? receipt.products() : 0);
        said.put("unread", unread);
        if (!receipt.heeded()) {
            said.put("not_taken", messages.text("intake.outdone"));
        }
        return Reply.Json.created(said);
    }

    private static Format format(String word) {
        return Arrays.stream(Format.values())
                .filter(format -> format.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        Problem.badRequest(
                                "format: one of "
                                        + Stream.concat(
                                                        Arrays.stream(Format.values())
                                                                .map(Format::word),
                                                        Stream.of(SHOW_VERSION))
                                                .toList()));
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException malformed) {
            throw Problem.badRequest("the list is not valid UTF-8");
        }
    }

    private static String said(RuntimeException exception) {
        return String.valueOf(exception.getMessage());
    }
}
