package muster.identity;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.tenancy.Authentication;
import muster.tenancy.Role;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Visitor;
import org.jspecify.annotations.Nullable;

/** /account, and who a program is: /api/v1/me */
public final class AccountPages {
    private static final List<String> EVENTS = List.of("saved", "password");

    private final Desk desk;
    private final Accounts accounts;
    private final Messages messages;

    public AccountPages(Desk desk, Accounts accounts, Messages messages) {
        this.desk = desk;
        this.accounts = accounts;
        this.messages = messages;
    }

    /** The page: what a person is called, their zone, their password. */
    public record Account(
            List<Parts.Choice> tabs,
            String email,
            Parts.Field name,
            List<Parts.Option> zones,
            Parts.Field current,
            Parts.Field password,
            @Nullable String notice,
            boolean faulty)
            implements Reply.Page {
        @Override
        public int status() {
            return faulty ? Faults.STATUS : 200;
        }
    }

    /** Who asks, for programs. */
    record Me(
            String email,
            String name,
            String csrf,
            Authentication authentication,
            List<Membership> organizations) {}

    record Membership(UUID id, String slug, Role role) {}

    private record Description(String name, String zone) {}

    private record Passwords(String current, String password) {}

    public void account(Routes routes) {
        routes.get("/", desk.person(this::page).forBound())
                .post("/", desk.account(this::describe))
                .post("/password", desk.account(this::changePassword));
    }

    public void me(Routes routes) {
        routes.get("/", desk.person(this::me).forBound());
    }

    private Reply page(Request request) {
        var notice =
                request.query("after")
                        .filter(EVENTS::contains)
                        .map(event -> messages.text("identity.account.after." + event));
        return page(request.person(), new Faults(messages), notice);
    }

    private Reply page(Visitor.SignedIn person, Faults faults, Optional<String> notice) {
        return new Account(
                AccountTabs.ACCOUNT.open(messages),
                person.email(),
                faults.field("name", person.name()),
                zones(person.zone()),
                faults.field("current"),
                faults.field("password"),
                notice.orElse(null),
                !faults.none());
    }

    private Reply describe(Request request) {
        var form = request.body(Description.class);
        var person = request.person();
        var faults = accounts.describe(person, form.name(), form.zone());
        return faults.none()
                ? Reply.Moved.to("/account?after=saved")
                : page(person, faults, Optional.empty());
    }

    private Reply changePassword(Request request) {
        var form = request.body(Passwords.class);
        var person = request.person();
        var faults = accounts.changePassword(person, form.current(), form.password());
        return faults.none()
                ? Reply.Moved.to("/account?after=password")
                : page(person, faults, Optional.empty());
    }

    private Reply me(Request request) {
        var person = request.person();
        return Reply.Json.ok(
                new Me(
                        person.email(),
                        person.name(),
                        person.csrf(),
                        person.authentication(),
                        person.memberships().stream()
                                .map(one ->
                                        new Membership(
                                                one.organization().id(),
                                                one.organization().slug(),
                                                one.role()))
                                .toList()));
    }

    private static List<Parts.Option> zones(String chosen) {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(Accounts::isPlace)
                .sorted()
                .map(zone -> new Parts.Option(zone, zone.replace('_', ' '), zone.equals(chosen)))
                .toList();
    }
}
