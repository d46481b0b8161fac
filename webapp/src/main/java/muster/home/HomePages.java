package muster.home;

import static muster.tenancy.Permission.INVENTORY_WRITE;

import java.util.List;
import java.util.Optional;
import muster.findings.Preview;
import muster.packages.PackageList;
import muster.packages.Unread;
import muster.scans.Pasted;
import muster.web.Addresses;
import muster.web.Body;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts.Finding;
import muster.web.Parts.Link;
import muster.web.Parts.Todo;
import muster.web.RateLimit;
import muster.web.RateLimits;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Visitor;
import muster.web.Visitors;
import org.jspecify.annotations.Nullable;

/** / and what a pasted list shows before anybody signs up. */
public final class HomePages {
    /** Of a machine with everything installed; a list of twenty machines is for the API. */
    private static final int PASTE_BYTES_MAX = 8 * 1024 * 1024;

    /** A longer text that was refused is still behind the browser's back button. */
    private static final int ECHO_LETTERS_MAX = 256 * 1024;

    private static final int BYTES_PER_MIB = 1024 * 1024;

    /** Whoever belongs to more goes to the one they mean. */
    private static final int HOMES_MAX = 5;

    private final Desk desk;
    private final Preview preview;
    private final Visitors visitors;
    private final Samples samples;
    private final SampleResults sampleResults;
    private final RateLimits limits;
    private final Messages messages;

    public HomePages(
            Desk desk, Preview preview, Visitors visitors, RateLimits limits, Messages messages) {
        this.desk = desk;
        this.preview = preview;
        this.visitors = visitors;
        this.samples = new Samples(messages);
        this.sampleResults =
                new SampleResults(preview::index, name -> samples.text(name).map(this::told));
        this.limits = limits;
        this.messages = messages;
    }

    /**
     * The landing page.
     *
     * @param text what was pasted before and could not be read, else empty
     * @param problem why it could not be read, null at first
     * @param samples lists to try when there is none at hand
     * @param demo where everybody may look around, null where there is no demo organization
     * @param status as HTTP has it
     */
    public record Index(
            String text,
            @Nullable String problem,
            List<Link> samples,
            @Nullable String demo,
            int status)
            implements Reply.Page {
        static final int OK = 200;
        static final int TOO_LARGE = 413;
        static final int UNPROCESSABLE = 422;

        public Index {
            samples = List.copyOf(samples);
        }
    }

    /**
     * What the pasted list shows; nothing of it is stored.
     *
     * @param name the hostname if the list tells it, else what the list is, e.g. "Your machine"
     * @param hostname as the list tells it, else empty
     * @param type the device's type word
     * @param system e.g. "Debian 12"
     * @param evidence how the system was told, e.g. "versions end in +deb12"
     * @param software how many items were read
     * @param checked of them were looked up
     * @param doubts the items nobody can tell about, with why
     * @param unread the first lines that were not understood, of {@code unreadTotal}
     * @param total all findings, of which {@code findings} shows the first
     * @param text what was pasted, to be kept at sign-up
     * @param homes the reader's organizations that it can be kept in at once; none for a visitor
     */
    public record Result(
            String name,
            String hostname,
            String type,
            String system,
            String evidence,
            long software,
            long checked,
            List<Doubt> doubts,
            long doubtsTotal,
            List<Unread> unread,
            long unreadTotal,
            long total,
            long exploited,
            long critical,
            List<Todo> todos,
            List<Finding> findings,
            String text,
            List<Link> homes)
            implements Reply.Page {
        public Result {
            homes = List.copyOf(homes);
            doubts = List.copyOf(doubts);
            unread = List.copyOf(unread);
            todos = List.copyOf(todos);
            findings = List.copyOf(findings);
        }
    }

    /** An item that could not be checked, and why. */
    public record Doubt(String software, String why) {}

    /** The fields of the paste box. */
    private record Paste(@Nullable String text) {}

    public void routing(Routes routes) {
        routes.get("/", desk.anyone(this::index)).post("/", desk.anyone(this::show));
    }

    private Reply index(Request request) {
        return request.query("sample")
                .flatMap(sampleResults::of)
                .map(told -> page(request, told))
                .orElseGet(() -> landing("", null, Index.OK));
    }

    private Index landing(String text, @Nullable String problem, int status) {
        var demo = visitors.demo().map(organization -> "/o/" + organization.slug());
        return new Index(text, problem, samples.links(), demo.orElse(null), status);
    }

    private Reply show(Request request) {
        limit(request);
        try {
            return shown(request, text(request));
        } catch (Body.TooLarge large) {
            var most = messages.text("home.paste.large", PASTE_BYTES_MAX / BYTES_PER_MIB);
            return landing("", most, Index.TOO_LARGE);
        }
    }

    private Reply shown(Request request, String text) {
        try {
            return result(request, text);
        } catch (PackageList.Unreadable no) {
            return Pasted.of(text, "")
                    .<Reply>map(it -> new Results(messages).page(it, text, homes(request)))
                    .orElseGet(() -> unread(text, no));
        } catch (PackageList.Refused no) {
            return unread(text, no);
        }
    }

    private Index unread(String text, RuntimeException no) {
        // What was refused may hold secrets: it is not sent back either, nor what is very long.
        var unsent = no instanceof PackageList.Refused || text.length() > ECHO_LETTERS_MAX;
        return landing(unsent ? "" : text, no.getMessage(), Index.UNPROCESSABLE);
    }

    private static String text(Request request) {
        var body = request.body(PASTE_BYTES_MAX);
        var text = body.isForm() ? body.as(Paste.class).text() : body.text();
        return Optional.ofNullable(text).orElse("");
    }

    private Reply result(Request request, String text) {
        return page(request, told(text));
    }

    private SampleResults.Told told(String text) {
        var list = PackageList.recognise(text);
        return new SampleResults.Told(text, list, preview.of(Results.items(list)));
    }

    private Reply page(Request request, SampleResults.Told told) {
        return new Results(messages).page(told.list(), told.result(), told.text(), homes(request));
    }

    /** Where the reader may import, by name, with the address that takes a list. */
    private static List<Link> homes(Request request) {
        return request.visitor() instanceof Visitor.SignedIn person
                ? person.memberships().stream()
                        .filter(one -> one.role().may(INVENTORY_WRITE))
                        .limit(HOMES_MAX)
                        .map(Visitor.Membership::organization)
                        .map(one -> new Link(one.name(), "/o/" + one.slug() + "/imports"))
                        .toList()
                : List.of();
    }

    private void limit(Request request) {
        limits.require(
                RateLimit.PASTE_BY_ADDRESS,
                Addresses.group(request.address()),
                messages.text("home.paste.limit"));
    }
}
