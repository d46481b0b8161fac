package muster.enrollment;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import muster.database.MasterKey;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Visitor;

/**
 * The text of a new token for the one who made it, who may leave its page and come back. The hub
 * keeps no text of a token: the browser does, in a cookie of that page alone. It is sealed for the
 * token and the session that made it, so that it opens nothing anywhere else, and any hub with the
 * same master key can open it.
 */
public final class ReadableTokens {
    /** So long after it was made, and not after it is used up, it can be read again. */
    public static final Duration READABLE = Duration.ofMinutes(10);

    private static final String COOKIE = "muster-token";

    private final EnrollmentTokens tokens;
    private final MasterKey key;

    ReadableTokens(EnrollmentTokens tokens, MasterKey key) {
        this.tokens = tokens;
        this.key = key;
    }

    /** To the page where this token can be read, for whoever just made it. */
    public Reply.Moved to(String page, EnrollmentTokens.Made made, Request request) {
        var moved = Reply.Moved.to(page);
        return place(request.visitor(), made.id())
                .map(place -> {
                    var text = made.token().text().getBytes(StandardCharsets.UTF_8);
                    var sealed = key.seal(place, text);
                    var value = Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
                    return moved.with(new Reply.OfPage(COOKIE, value, page, READABLE));
                })
                .orElse(moved);
    }

    /** The text of this token, if this visitor may read it still. */
    public Optional<String> text(UUID token, Request request) {
        return tokens.find(token)
                .filter(EnrollmentTokens.Token::isOpen)
                .filter(one -> one.createdAt().plus(READABLE).isAfter(request.now()))
                .flatMap(_ -> place(request.visitor(), token))
                .flatMap(place -> request.cookie(COOKIE).flatMap(kept -> opened(place, kept)));
    }

    /** Where a text is kept: only a session has such a place, a program does not. */
    private static Optional<String> place(Visitor visitor, UUID token) {
        return visitor instanceof Visitor.SignedIn person
                ? person.session().map(session -> "token/" + token + "/session/" + session.id())
                : Optional.empty();
    }

    private Optional<String> opened(String place, String kept) {
        try {
            var plain = key.open(place, Base64.getUrlDecoder().decode(kept));
            return Optional.of(new String(plain, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | IllegalStateException _) {
            // Anybody may send any cookie, and one's own may be of an earlier session.
            return Optional.empty();
        }
    }
}
