package muster.web;

import static muster.tenancy.Permission.COLLECTORS_READ;
import static muster.tenancy.Permission.COLLECTORS_WRITE;
import static muster.tenancy.Permission.EVENTS_READ;
import static muster.tenancy.Permission.INVENTORY_WRITE;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Makes the shell around a page from what is known of the request. */
public final class Shells {
    private static final List<String> NAVIGATION =
            List.of("overview", "devices", "software", "findings", "activity", "collect");

    /** What else stands under collect. */
    private static final List<String> COLLECTING =
            List.of("/enroll", "/enrollment-tokens", "/imports", "/scans");

    private final Site site;

    public Shells(Site site) {
        this.site = site;
    }

    Shell of(Front.Exchange exchange) {
        var request = exchange.request;
        var theme =
                exchange.incoming == null
                        ? Shell.Theme.SYSTEM
                        : Shell.Theme.of(exchange.incoming.cookie(Shell.Theme.COOKIE).orElse(null));
        var visitor = request == null ? exchange.stranded : request.visitor();
        var organization =
                (request == null ? ofPath(exchange) : request.organizationIfAny())
                        .map(one -> new Shell.Organization(one.slug(), one.name()))
                        .orElse(null);
        var navigation =
                organization == null || request == null
                        ? List.<Shell.Item>of()
                        : NAVIGATION.stream()
                                .filter(word -> isFor(request, word))
                                .map(word -> item(word, organization, exchange))
                                .toList();
        var mayAdd =
                organization != null
                        && request != null
                        && request.may(INVENTORY_WRITE)
                        && request.may(COLLECTORS_WRITE);
        return switch (visitor) {
            case Visitor.SignedIn person ->
                    new Shell(
                            new Shell.Person(person.name(), person.email()),
                            organization,
                            organizations(person),
                            navigation,
                            mayAdd,
                            person.csrf(),
                            theme,
                            zone(person.zone()),
                            site.development());
            case Visitor.Anonymous _, Visitor.Program _, Visitor.Collector _ ->
                    new Shell(
                            null,
                            organization,
                            List.of(),
                            navigation,
                            mayAdd,
                            "",
                            theme,
                            ZoneOffset.UTC,
                            site.development());
        };
    }

    private static boolean isFor(Request request, String word) {
        return switch (word) {
            case "collect" -> request.may(COLLECTORS_READ);
            case "activity" -> request.may(EVENTS_READ);
            default -> true;
        };
    }

    /**
     * Where an address leads nowhere, the organization that it begins with is still the reader's.
     */
    private static Optional<Visitor.Organization> ofPath(Front.Exchange exchange) {
        var segments = Route.segments(exchange.path).limit(2).toList();
        return exchange.stranded instanceof Visitor.SignedIn person
                        && segments.size() == 2
                        && segments.getFirst().equals("o")
                ? person.in(segments.getLast()).map(Visitor.Membership::organization)
                : Optional.empty();
    }

    private static List<Shell.Organization> organizations(Visitor.SignedIn person) {
        return person.memberships().stream()
                .map(Visitor.Membership::organization)
                .map(one -> new Shell.Organization(one.slug(), one.name()))
                .toList();
    }

    private static Shell.Item item(
            String word, Shell.Organization organization, Front.Exchange exchange) {
        var href =
                organization.home()
                        + switch (word) {
                            case "overview" -> "";
                            case "collect" -> "/collectors";
                            case "activity" -> "/events";
                            default -> "/" + word;
                        };
        var current =
                word.equals("overview")
                        ? exchange.path.equals(href)
                        : leadsTo(exchange.path, href)
                                || (word.equals("devices")
                                        && leadsTo(exchange.path, organization.home() + "/map"))
                                || (word.equals("collect")
                                        && COLLECTING.stream()
                                                .map(organization.home()::concat)
                                                .anyMatch(it -> leadsTo(exchange.path, it)));
        return new Shell.Item(word, href, current, null);
    }

    private static boolean leadsTo(String path, String href) {
        return path.equals(href) || path.startsWith(href + "/");
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return ZoneOffset.UTC;
        }
    }
}
