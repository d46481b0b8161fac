package muster.install;

import static muster.tenancy.Permission.COLLECTORS_READ;
import static muster.tenancy.Permission.COLLECTORS_WRITE;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.enrollment.CollectTabs;
import muster.enrollment.EnrollmentTokens;
import muster.enrollment.ReadableTokens;
import muster.identity.Line;
import muster.install.Listening.Heard;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Site;
import org.jspecify.annotations.Nullable;

/** /o/{org}/enroll: from a button to a machine that reports, on one page that listens. */
public final class EnrollPages {
    /** A token is for today: who enrolls more tomorrow makes another. */
    private static final Duration TOKEN_LIVES = Duration.ofDays(1);

    private static final List<Integer> MACHINES = List.of(1, 10, 100, 1_000);
    private static final int MACHINES_USUAL = 10;
    private static final int STATUS_GONE = 410;
    private static final int STATUS_MALFORMED = 422;

    private final Desk desk;
    private final EnrollmentTokens tokens;
    private final ReadableTokens readable;
    private final Listening listening;
    private final Messages messages;
    private final Ways ways;
    private final @Nullable String onlyHere;

    /**
     * What to say before there is a token.
     *
     * @param onlyHere the hub's address, where no other machine reaches it
     * @param way the word of the one that is meant; empty where any may be
     */
    public record Enroll(
            List<Parts.Choice> tabs,
            @Nullable String onlyHere,
            String way,
            Parts.Field name,
            List<Parts.Option> machines,
            @Nullable String machinesProblem)
            implements Reply.Page {
        public Enroll {
            tabs = List.copyOf(tabs);
            machines = List.copyOf(machines);
        }

        @Override
        public int status() {
            return name.problem() == null && machinesProblem == null ? 200 : STATUS_MALFORMED;
        }
    }

    /**
     * A token with what to do with it; and what came of it so far.
     *
     * @param token its text, for who made it a short while ago; null for everybody else
     * @param href this page
     * @param onlyHere the hub's address, where no other machine reaches it
     */
    public record Waiting(
            List<Parts.Choice> tabs,
            String href,
            @Nullable String onlyHere,
            @Nullable String token,
            List<Ways.Way> ways,
            Heard heard)
            implements Reply.Page {
        public Waiting {
            tabs = List.copyOf(tabs);
            ways = List.copyOf(ways);
        }

        @Override
        public Object json() {
            return heard;
        }
    }

    /** What is left of a token that somebody revoked. */
    public record Gone(List<Parts.Choice> tabs, EnrollmentTokens.Revocation revocation)
            implements Reply.Page {
        public Gone {
            tabs = List.copyOf(tabs);
        }

        @Override
        public int status() {
            return STATUS_GONE;
        }

        @Override
        public Object json() {
            return revocation;
        }
    }

    private record Wanted(@Nullable String name, @Nullable String machines, @Nullable String way) {
        /** How many machines it is for; nothing where that is none of those offered. */
        Optional<Integer> most() {
            var text = machines == null ? "1" : machines.strip();
            return MACHINES.stream().filter(most -> most.toString().equals(text)).findFirst();
        }
    }

    public EnrollPages(
            Desk desk,
            EnrollmentTokens tokens,
            ReadableTokens readable,
            Listening listening,
            Messages messages,
            Site site,
            Optional<OwnAuthority> authority,
            Downloads downloads) {
        this.desk = desk;
        this.tokens = tokens;
        this.readable = readable;
        this.listening = listening;
        this.messages = messages;
        this.ways = new Ways(messages, site, authority, downloads);
        this.onlyHere = site.isLoopback() ? site.publicUrl().toString() : null;
    }

    public void routing(Routes routes) {
        routes.pages()
                .get("/", desk.member(COLLECTORS_WRITE, this::index))
                .post("/", desk.member(COLLECTORS_WRITE, this::make))
                .get("/{id}", desk.member(COLLECTORS_READ, this::listen));
    }

    /** Mounted at the organization's enrollment tokens: what came of one, for programs. */
    public void arrivals(Routes routes) {
        routes.endpoints().get("/{id}/arrivals", desk.member(COLLECTORS_READ, this::listen));
    }

    private Reply index(Request request) {
        var name = messages.text("install.enroll.name.usual", request.actor().label());
        return form(request, way(request), new Parts.Field(name, null), MACHINES_USUAL, null);
    }

    private static String way(Request request) {
        return request.query("way").orElse("");
    }

    private Enroll form(
            Request request,
            String way,
            Parts.Field name,
            int machines,
            @Nullable String machinesProblem) {
        var options = MACHINES.stream().map(most -> machines(most, most == machines)).toList();
        return new Enroll(
                CollectTabs.of(request, messages, "enroll"),
                onlyHere,
                way,
                name,
                options,
                machinesProblem);
    }

    private Parts.Option machines(int most, boolean selected) {
        return new Parts.Option(
                Integer.toString(most),
                messages.text("install.enroll.machines.of", most),
                selected);
    }

    private Reply make(Request request) {
        if (!request.visitor().mayMakeCredentials()) {
            throw Problem.forbidden(messages.text("install.enroll.bounded"));
        } else if (tokens.isFull()) {
            throw Problem.of(409, "Too many tokens", "at most " + EnrollmentTokens.TOKENS_MAX);
        }
        var wanted = request.body(Wanted.class);
        var said = wanted.name() == null ? "" : wanted.name();
        var name = Line.of(said, EnrollmentTokens.NAME_LETTERS_MAX);
        var machines = wanted.most();
        var way = wanted.way() == null ? "" : wanted.way();
        if (name.isEmpty() || machines.isEmpty()) {
            return form(
                    request,
                    way,
                    new Parts.Field(said, problem(name, "install.enroll.name.malformed")),
                    machines.orElse(MACHINES_USUAL),
                    problem(machines, "install.enroll.machines.malformed"));
        }
        var made =
                tokens.make(
                        new EnrollmentTokens.Wanted(
                                name.get(),
                                List.of(),
                                Optional.empty(),
                                Optional.of(request.now().plus(TOKEN_LIVES)),
                                machines),
                        request.actor());
        var page = path(request, made.id());
        return readable.to(way.equals(Ways.SCANNER) ? page + "?way=" + way : page, made, request);
    }

    private @Nullable String problem(Optional<?> read, String word) {
        return read.isPresent() ? null : messages.text(word);
    }

    private static String path(Request request, UUID token) {
        return request.path("/enroll/" + token);
    }

    private Reply listen(Request request) {
        var id = request.id("id");
        return listening
                .of(id, request.now())
                .<Reply>map(heard -> waiting(request, id, heard))
                .or(() -> tokens.revocation(id).map(end -> gone(request, end)))
                .orElseThrow(Problem::notFound);
    }

    private Gone gone(Request request, EnrollmentTokens.Revocation end) {
        return new Gone(CollectTabs.of(request, messages, "enroll"), end);
    }

    private Waiting waiting(Request request, UUID id, Heard heard) {
        var token = readable.text(id, request).orElse(null);
        return new Waiting(
                CollectTabs.of(request, messages, "enroll"),
                path(request, id),
                onlyHere,
                token,
                ways.with(
                        way(request),
                        id,
                        token,
                        request.path("/settings/keys/new?scope=inventory:write")),
                heard);
    }
}
