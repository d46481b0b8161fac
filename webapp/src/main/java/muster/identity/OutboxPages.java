package muster.identity;

import java.util.List;
import muster.web.Addresses;
import muster.web.Desk;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;

/**
 * /outbox and /outbox.json: mail of a hub in development, for its developer to read. Links in it
 * sign people in, so it is there on the hub's own machine alone.
 */
public final class OutboxPages {
    private final Desk desk;
    private final Outbox outbox;

    public OutboxPages(Desk desk, Outbox outbox) {
        this.desk = desk;
        this.outbox = outbox;
    }

    /** The letters, newest first. */
    public record Letters(List<Outbox.Sent> letters) implements Reply.Page {
        @Override
        public Object json() {
            return letters;
        }
    }

    public void routing(Routes routes) {
        routes.get("/outbox", desk.anyone(this::letters))
                .get("/outbox.json", desk.anyone(this::letters));
    }

    private Reply letters(Request request) {
        if (!Addresses.isHere(request.address())) {
            throw Problem.notFound();
        }
        return new Letters(outbox.letters());
    }
}
