package muster.identity;

import java.util.Optional;
import muster.web.Reply;
import muster.web.Visitor;

/** Where a browser goes that has signed out, so that who vouched for its person hears of it. */
@FunctionalInterface
public interface Farewell {
    /** Nowhere, where nobody wants to hear. The session is over in any case. */
    Optional<Onward> of(Visitor.Session ended);

    /** A page of ours, and what the browser holds from now on. */
    record Onward(String page, Reply.Cookie cookie) {}
}
