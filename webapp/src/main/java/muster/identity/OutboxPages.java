package muster.identity;

import java.util.List;
import muster.web.Desk;
import muster.web.Reply;
import muster.web.Routes;

/** /outbox and /outbox.json: mail of a hub in development, for its developer to read. */
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
        routes.get("/outbox", desk.anyone(_ -> new Letters(outbox.letters())))
                .get("/outbox.json", desk.anyone(_ -> new Letters(outbox.letters())));
    }
}
