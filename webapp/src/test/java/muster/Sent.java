package muster;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import muster.database.Sql;
import muster.enrollment.CollectorNotes;
import muster.tenancy.Role;
import muster.tenancy.Tenant;
import muster.wire.DeviceFacts;
import muster.wire.Inventory;
import muster.wire.Report;
import muster.wire.SoftwareFact;

/** A hub to which Acme's collectors send, and what Acme's owner sees of what they sent. */
final class Sent implements AutoCloseable {
    final ClockedHub hub = new ClockedHub();
    final TestClient ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
    final TestClient grace = hub.member(hub.globex(), Role.OWNER, "grace@globex.example");

    @Override
    public void close() {
        hub.close();
    }

    /** A new one. */
    TestCollector collector() {
        return hub.collector(hub.acme());
    }

    static Report report(String hostname, String... software) {
        return of(DeviceFacts.named(hostname), software);
    }

    static Report of(DeviceFacts device, String... software) {
        return new Report(
                null, List.of(new Inventory(device, Stream.of(software).map(Sent::fact).toList())));
    }

    static Report seenAt(Instant at, Report report) {
        return new Report(null, at, report.sightings());
    }

    static DeviceFacts machine(String hostname, int number) {
        return new DeviceFacts(
                hostname, null, "Debian", "12", null, "server", null, uuid(number), List.of());
    }

    private static String uuid(int number) {
        return "4c4c4544-0042-3510-8057-b7c04f4a5a%02d".formatted(number);
    }

    static SoftwareFact fact(String nameAndVersion) {
        var parts = nameAndVersion.split("=", -1);
        return new SoftwareFact(null, parts[0], parts[1], "deb", "amd64", null, null, null);
    }

    static String device(TestClient.Answer answer) {
        return answer.expect(200).json().path("device_id").asText();
    }

    JsonNode shown(String device) {
        return ada.get("/api/v1/orgs/acme/devices/" + device).expect(200).json();
    }

    JsonNode installed(String device) {
        return ada.get("/api/v1/orgs/acme/devices/" + device + "/software")
                .expect(200)
                .json()
                .path("items")
                .path(0);
    }

    String timeline(String device) {
        return ada.get("/api/v1/orgs/acme/devices/" + device + "/timeline").expect(200).body();
    }

    List<String> software(String device) {
        return inAcme(() ->
                hub.database()
                        .list(
                                Sql.of(
                                        """
                                        select s.name || ' ' || v.version as one
                                        from installations i
                                        join software_versions v on v.id = i.version_id
                                        join software s on s.id = v.software_id
                                        where i.device_id = ? and i.removed_at is null order by 1
                                        """,
                                        UUID.fromString(device)),
                                row -> row.text("one")));
    }

    List<CollectorNotes.Note> notes(TestCollector collector) {
        return notesIn(hub.acme(), collector);
    }

    List<CollectorNotes.Note> notesIn(Tenant tenant, TestCollector collector) {
        var notes = new CollectorNotes(hub.database());
        return hub.database().inTenant(tenant, () -> notes.of(collector.id));
    }

    static List<String> kinds(List<CollectorNotes.Note> notes) {
        return notes.stream().map(CollectorNotes.Note::kind).toList();
    }

    void change(Sql statement) {
        inAcme(() -> hub.database().run(statement));
    }

    long number(Sql question) {
        return inAcme(() -> hub.database().first(question, row -> row.number("n")).orElseThrow());
    }

    <T> T inAcme(Supplier<T> work) {
        return hub.database().inTenant(hub.acme(), work);
    }
}
