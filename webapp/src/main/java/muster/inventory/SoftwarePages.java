package muster.inventory;

import static muster.tenancy.Permission.SOFTWARE_READ;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import muster.database.Database;
import muster.devices.Counters;
import muster.devices.DeviceHead;
import muster.devices.Devices;
import muster.inventory.Installations.Holder;
import muster.inventory.Installations.Installed;
import muster.inventory.SoftwareList.Title;
import muster.inventory.SoftwareList.Version;
import muster.web.Asked;
import muster.web.Desk;
import muster.web.Exports;
import muster.web.Messages;
import muster.web.Parts.Link;
import muster.web.Problem;
import muster.web.Query;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /o/{org}/software, and the software tab of a device */
public final class SoftwarePages {
    private final Desk desk;
    private final Database database;
    private final SoftwareList software;
    private final Installations installations;
    private final Devices devices;
    private final Counters counters;
    private final Messages messages;

    public SoftwarePages(
            Desk desk, Database database, Devices devices, Counters counters, Messages messages) {
        this.desk = desk;
        this.database = database;
        this.software = new SoftwareList(database);
        this.installations = new Installations(database);
        this.devices = devices;
        this.counters = counters;
        this.messages = messages;
    }

    public void routing(Routes routes) {
        routes.get("/", desk.member(SOFTWARE_READ, this::index).listing().asking("format"))
                .get("/{id}", desk.member(SOFTWARE_READ, this::show))
                .get("/{id}/versions/{version}", desk.member(SOFTWARE_READ, this::version));
        routes.endpoints().get("/{id}/versions", desk.member(SOFTWARE_READ, this::versions));
    }

    /** The tab of a device, mounted where devices are. */
    public void device(Routes routes) {
        routes.get(
                "/{id}/software",
                desk.member(SOFTWARE_READ, this::installed).listing().asking("format"));
    }

    /** All titles; {@code home} is the organization's path. */
    public record Index(
            Query query,
            @Nullable String problem,
            muster.web.Page<Title> titles,
            long total,
            String home)
            implements Reply.Page {
        @Override
        public Object json() {
            return titles;
        }
    }

    /** A title and its versions. */
    public record Show(Title title, List<Link> crumbs, List<Version> versions, String path)
            implements Reply.Page {
        @Override
        public Object json() {
            return title;
        }
    }

    /** A version and the devices that it is on. */
    public record OfVersion(
            Title title,
            Version version,
            List<Link> crumbs,
            Query query,
            @Nullable String problem,
            muster.web.Page<Holder> holders,
            String home)
            implements Reply.Page {
        @Override
        public Object json() {
            return holders;
        }
    }

    /** The software of a device. */
    public record OfDevice(
            DeviceHead head,
            Query query,
            @Nullable String problem,
            muster.web.Page<Installed> software,
            String home)
            implements Reply.Page {
        @Override
        public Object json() {
            return software;
        }
    }

    private Reply index(Request request) {
        var asked = Asked.of(request, parameters -> software.ask(parameters, clock(request)));
        var export = Exports.of(request);
        if (export.isPresent()) {
            return export.get()
                    .file(
                            "software",
                            List.of("id", "vendor", "name", "source", "devices", "first_seen"),
                            software::eachTitle,
                            asked.query(),
                            database,
                            SoftwarePages::titleCells);
        }
        return new Index(
                asked.query(),
                asked.problem(),
                software.titles(asked.query()),
                counters.value(Counters.Of.SOFTWARE),
                request.path(""));
    }

    private Reply show(Request request) {
        var title = title(request);
        return new Show(
                title,
                List.of(all(request), new Link(title.name(), path(request, title))),
                software.versions(title.id()),
                path(request, title));
    }

    private Reply versions(Request request) {
        return Reply.Json.ok(muster.web.Page.whole(software.versions(title(request).id())));
    }

    private Reply version(Request request) {
        var title = title(request);
        var version =
                software.version(title.id(), request.id("version")).orElseThrow(Problem::notFound);
        var asked =
                Asked.of(
                        request,
                        parameters -> installations.ask(version, parameters, clock(request)));
        var name = version.version();
        return new OfVersion(
                title,
                version,
                List.of(
                        all(request),
                        new Link(title.name(), path(request, title)),
                        new Link(
                                name == null ? messages.text("inventory.version.unknown") : name,
                                path(request, title) + "/versions/" + version.id())),
                asked.query(),
                asked.problem(),
                installations.holders(version, asked.query()),
                request.path(""));
    }

    private Reply installed(Request request) {
        var device = devices.of(request);
        var asked = Asked.of(request, Installations.ON_DEVICE);
        var export = Exports.of(request);
        if (export.isPresent()) {
            return export.get()
                    .file(
                            "software",
                            List.of(
                                    "id",
                                    "vendor",
                                    "name",
                                    "version",
                                    "source",
                                    "cpe",
                                    "first_seen"),
                            (query, receiver) -> installations.eachOn(device.id(), query, receiver),
                            asked.query(),
                            database,
                            SoftwarePages::installedCells);
        }
        return new OfDevice(
                DeviceHead.of(request, device, DeviceHead.Tab.SOFTWARE, messages),
                asked.query(),
                asked.problem(),
                installations.on(device.id(), asked.query()),
                request.path(""));
    }

    private static Clock clock(Request request) {
        return Clock.fixed(request.now(), ZoneOffset.UTC);
    }

    private Title title(Request request) {
        UUID id = request.id("id");
        return software.title(id).orElseThrow(Problem::notFound);
    }

    private Link all(Request request) {
        return new Link(messages.text("nav.software"), request.path("/software"));
    }

    private static String path(Request request, Title title) {
        return request.path("/software/" + title.id());
    }

    private static @Nullable Object[] titleCells(Title title) {
        return new @Nullable Object[] {
            title.id(),
            title.vendor(),
            title.name(),
            title.source(),
            title.devices(),
            title.firstSeen()
        };
    }

    private static @Nullable Object[] installedCells(Installed one) {
        return new @Nullable Object[] {
            one.id(),
            one.vendor(),
            one.name(),
            one.version(),
            one.source(),
            one.cpe(),
            one.firstSeen()
        };
    }
}
