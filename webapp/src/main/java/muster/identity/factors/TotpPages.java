package muster.identity.factors;

import io.nayuki.qrcodegen.QrCode;
import muster.database.Database;
import muster.identity.Faults;
import muster.identity.Next;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Site;
import muster.web.Visitor;
import org.jspecify.annotations.Nullable;

/** /account/security/totp: codes of an app; and /account/security/recovery-codes. */
public final class TotpPages {
    private static final String PATH = "/account/security/totp";

    /** What scanners need around a code. */
    private static final int QUIET_MODULES = 4;

    private final Desk desk;
    private final Database database;
    private final TotpKeys keys;
    private final Changes changes;
    private final Messages messages;
    private final Site site;

    TotpPages(
            Desk desk,
            Database database,
            TotpKeys keys,
            Changes changes,
            Messages messages,
            Site site) {
        this.desk = desk;
        this.database = database;
        this.keys = keys;
        this.changes = changes;
        this.messages = messages;
        this.site = site;
    }

    /**
     * The page that shows a key to an app.
     *
     * @param qr the code's modules as a path of SVG, each one unit wide
     * @param size the width of the code in modules, its quiet zone included
     * @param key the same for who types it
     * @param uri the same for who has the app on this device
     */
    public record NewTotp(String qr, int size, String key, String uri, String next, boolean refused)
            implements Reply.Page {
        @Override
        public int status() {
            return refused ? Faults.STATUS : 200;
        }

        /** Without the key: a log may print this. */
        @Override
        public String toString() {
            return "NewTotp";
        }
    }

    private record Begin(@Nullable String next) {}

    private record Code(String code, @Nullable String next) {}

    public void totp(Routes routes) {
        routes.get("/", desk.account(request -> page(request, Next.of(request), false)))
                .post("/", desk.account(this::begin).fresh())
                .post("/confirmation", desk.account(this::confirm).fresh())
                .post("/removal", desk.account(this::remove).fresh());
    }

    public void codes(Routes routes) {
        routes.post("/", desk.account(request -> changes.codes(request.person())).fresh());
    }

    private Reply begin(Request request) {
        var person = request.person();
        changes.require(person);
        database.atDoor(() -> {
            keys.make(person.person());
            return person;
        });
        var next = Next.ofField(request.body(Begin.class).next());
        return Reply.Moved.to(PATH + "?next=" + Next.encoded(next));
    }

    private Reply page(Request request, String next, boolean refused) {
        var person = request.person();
        changes.require(person);
        return database.atDoor(() -> keys.unconfirmed(person.person()))
                .<Reply>map(key -> page(person, key, next, refused))
                .orElseGet(() -> Reply.Moved.to("/account/security"));
    }

    private NewTotp page(Visitor.SignedIn person, byte[] key, String next, boolean refused) {
        var host = site.publicUrl().getHost();
        var uri = Totp.uri(key, person.email(), messages.text("identity.factors.hub", host));
        var code = QrCode.encodeText(uri, QrCode.Ecc.MEDIUM);
        return new NewTotp(
                path(code), code.size + 2 * QUIET_MODULES, Totp.grouped(key), uri, next, refused);
    }

    private static String path(QrCode code) {
        var path = new StringBuilder();
        for (var y = 0; y < code.size; y++) {
            for (var x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append("M%d %dh1v1h-1z".formatted(x + QUIET_MODULES, y + QUIET_MODULES));
                }
            }
        }
        return path.toString();
    }

    private Reply confirm(Request request) {
        var person = request.person();
        changes.require(person);
        var form = request.body(Code.class);
        var next = Next.ofField(form.next());
        return database.atDoor(() -> keys.confirm(person.person(), form.code()))
                ? changes.added(person, Change.TOTP_ADDED, next)
                : page(request, next, true);
    }

    private Reply remove(Request request) {
        var person = request.person();
        return changes.removed(
                person, Change.TOTP_REMOVED, factors -> factors.removeApp(person.person()));
    }
}
