package muster.identity.factors;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import muster.identity.Next;
import muster.identity.Origin;
import muster.identity.Secret;
import muster.web.Desk;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /login/mfa: the second factor, between a right password and a session. */
public final class SecondStepPages {
    private static final String PATH = "/login/mfa";
    private static final String COOKIE = "muster-ticket";
    private static final int UNAUTHORIZED = 401;

    private final Desk desk;
    private final SecondSteps steps;
    private final Recognition recognition;

    SecondStepPages(Desk desk, SecondSteps steps, Recognition recognition) {
        this.desk = desk;
        this.steps = steps;
        this.recognition = recognition;
    }

    /** The page: asks for a code, or a passkey. */
    public record SecondStep(String next, boolean refused) implements Reply.Page {
        @Override
        public int status() {
            return refused ? UNAUTHORIZED : 200;
        }
    }

    private record Code(String code, @Nullable String next) {}

    private record Signed(String credential, @Nullable String next) {}

    public void routing(Routes routes) {
        routes.get("/", desk.anyone(this::page))
                .post("/", desk.anyone(this::typed))
                .post("/passkey", desk.anyone(this::signed));
    }

    /** Leads a browser on from what its sign-in has come to. */
    public static Reply reply(SecondSteps.Outcome outcome, String next) {
        return switch (outcome) {
            case SecondSteps.In(var begun) ->
                    Reply.Moved.to(next.isEmpty() ? "/orgs?to=last" : next).with(begun.cookies());
            case SecondSteps.Waits(var ticket) ->
                    Reply.Moved.to(PATH + "?next=" + Next.encoded(next))
                            .with(ticket(ticket.text(), PendingSignIns.LIFE));
            case SecondSteps.Wrong _ -> new SecondStep(next, true);
            case SecondSteps.Over _ ->
                    Reply.Moved.to("/login?after=again&next=" + Next.encoded(next))
                            .with(ticket("", Duration.ZERO));
        };
    }

    private Reply page(Request request) {
        var next = Next.of(request);
        return ticket(request).filter(steps::waits).isPresent()
                ? new SecondStep(next, false)
                : Reply.Moved.to("/login?next=" + Next.encoded(next));
    }

    private Reply typed(Request request) {
        var form = request.body(Code.class);
        return finished(
                request,
                form.next(),
                ticket -> steps.finish(ticket, form.code(), Origin.of(request)));
    }

    private Reply signed(Request request) {
        var form = request.body(Signed.class);
        return finished(
                request,
                form.next(),
                ticket ->
                        steps.finish(
                                ticket,
                                Origin.of(request),
                                person ->
                                        recognition
                                                .person(
                                                        form.credential(),
                                                        PasskeyPages.cookie(request))
                                                .filter(person::equals)
                                                .isPresent()));
    }

    private static Reply finished(
            Request request, @Nullable String next, Function<Secret, SecondSteps.Outcome> finish) {
        var outcome = ticket(request).map(finish).orElseGet(SecondSteps.Over::new);
        var reply = reply(outcome, Next.ofField(next));
        return outcome instanceof SecondSteps.In && reply instanceof Reply.Moved moved
                ? moved.with(ticket("", Duration.ZERO))
                : reply;
    }

    private static Optional<Secret> ticket(Request request) {
        return request.cookie(COOKIE).filter(text -> !text.isEmpty()).map(Secret::shown);
    }

    private static Reply.Cookie ticket(String text, Duration life) {
        return new Reply.OfPage(COOKIE, text, PATH, life);
    }
}
