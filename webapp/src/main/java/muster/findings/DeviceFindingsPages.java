package muster.findings;

import static muster.tenancy.Permission.FINDINGS_READ;

import java.util.List;
import java.util.Optional;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Device;
import muster.devices.DeviceHead;
import muster.devices.Devices;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts.Todo;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;

/** /o/{org}/devices/{id}/findings: the device's tab, mounted among the devices. */
public final class DeviceFindingsPages {
    private static final int REMEDIES_SHOWN = 10;

    private final Desk desk;
    private final Database database;
    private final Devices devices;
    private final Coverage coverage;
    private final FindingLists lists;
    private final Messages messages;

    public DeviceFindingsPages(Desk desk, Database database, Devices devices, Messages messages) {
        this.desk = desk;
        this.database = database;
        this.devices = devices;
        this.coverage = new Coverage(database);
        this.lists = new FindingLists(database, messages);
        this.messages = messages;
    }

    public void routing(Routes routes) {
        routes.get(
                "/{id}/findings",
                desk.member(FINDINGS_READ, this::device).listing().asking("format"));
    }

    /**
     * What is wrong with one device, what ends it, and what nobody can tell.
     *
     * @param looked false until its software was matched for the first time
     */
    public record OfDevice(
            DeviceHead head,
            FindingList list,
            boolean looked,
            Coverage.Checked checked,
            List<Coverage.Reason> reasons,
            List<Todo> todos,
            String home)
            implements Reply.Page {
        @Override
        public Object json() {
            var json = FindingsPages.json(list, checked, reasons);
            json.put("looked", looked);
            return json;
        }
    }

    Reply device(Request request) {
        var device = devices.of(request);
        return lists.of(
                request, Optional.of(device.id()), null, list -> page(request, device, list));
    }

    private OfDevice page(Request request, Device device, FindingList list) {
        var checked = coverage.of(device.id());
        return new OfDevice(
                DeviceHead.of(request, device, DeviceHead.Tab.FINDINGS, messages),
                list,
                checked.isPresent(),
                checked.orElse(Coverage.Checked.NOTHING),
                coverage.reasonsOn(device.id()),
                todos(request, device),
                request.path(""));
    }

    private List<Todo> todos(Request request, Device device) {
        return database.list(
                Sql.of(
                        """
                        select package, fixed_version, findings, exploited, critical
                        from device_remedies where device_id = ?
                        order by exploited desc, critical desc, high desc, findings desc, package
                        limit ?
                        """,
                        device.id(),
                        REMEDIES_SHOWN),
                row ->
                        new Todo(
                                messages.text("findings.todo.upgrade"),
                                row.text("package"),
                                messages.text("findings.todo.to", row.text("fixed_version")),
                                messages.text(
                                        "findings.todo.closes",
                                        row.number("findings"),
                                        row.number("critical")),
                                row.number("exploited"),
                                request.path("/devices/" + device.id() + "/findings")
                                        + "?q="
                                        + Terms.encoded("package", row.text("package"))
                                        + "+fixable%3Atrue"));
    }
}
