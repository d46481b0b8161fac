package muster.inventory;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Look;
import muster.wire.Change;
import muster.wire.Inventory;

/** The last list of each kind that a device sent, by its digest. */
public final class Told {
    /**
     * Which kinds of software each source of a collector tells; the names of sources are those
     * under which it says that it could not read them.
     */
    private static final Map<String, Set<String>> KINDS =
            Map.of(
                    "dpkg", Set.of("deb"),
                    "rpm", Set.of("rpm"),
                    "apk", Set.of("apk"),
                    "snap", Set.of("snap"),
                    "flatpak", Set.of("flatpak"),
                    "files", Set.of("pypi", "npm", "gem", "maven"));

    private final Database database;

    /**
     * What is remembered of a list.
     *
     * @param digest of the list as it was sent, in hexadecimal
     * @param items how many it has
     * @param unread kinds of software that could not be read, or not to the end
     */
    public record State(String digest, int items, Set<String> unread) {
        public State {
            unread = Set.copyOf(unread);
        }

        /** Of a list as it is sent. */
        public static State of(Inventory inventory, Set<String> unread) {
            return new State(inventory.softwareDigestText(), inventory.software().size(), unread);
        }

        State after(Change change, Set<String> unreadNow) {
            return new State(
                    change.result(),
                    items + change.added().size() - change.removed().size(),
                    unreadNow);
        }

        boolean isBaseOf(Change change) {
            return digest.equals(change.base());
        }

        boolean isSame(State other) {
            return digest.equals(other.digest()) && unread.equals(other.unread());
        }
    }

    /** The kinds of software that these sources would have told. */
    public static Set<String> kinds(Set<String> sources) {
        return sources.stream()
                .flatMap(source -> KINDS.getOrDefault(source, Set.of()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    Told(Database database) {
        this.database = database;
    }

    /** Whether a list says something else than what its device, or a better list, said before. */
    boolean isNews(UUID device, Via via, State state) {
        return states(device).entrySet().stream()
                .noneMatch(before ->
                        before.getKey() == via
                                ? before.getValue().isSame(state)
                                : before.getKey() == Via.REPORT && via.yieldsToReport());
    }

    /** Whether no list that is better was told of the device. */
    boolean isHeeded(UUID device, Via via) {
        return !via.yieldsToReport() || last(device, Via.REPORT).isEmpty();
    }

    Optional<State> last(UUID device, Via via) {
        return Optional.ofNullable(states(device).get(via));
    }

    private Map<Via, State> states(UUID device) {
        return database
                .list(
                        Sql.of(
                                """
                                select via, digest, items, unread from device_inventories
                                where device_id = ?
                                """,
                                device),
                        row ->
                                Map.entry(
                                        Via.of(row.text("via")),
                                        new State(
                                                HexFormat.of().formatHex(row.bytes("digest")),
                                                row.integer("items"),
                                                Set.copyOf(row.texts("unread")))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void remember(UUID device, Via via, State state, Look look) {
        database.run(
                Sql.of(
                        """
                        insert into device_inventories
                            (device_id, via, provenance, digest, items, unread, changed_at)
                        values (?, ?, ?, ?, ?, ?::text[], ?)
                        on conflict (org_id, device_id, via) do update
                        set provenance = excluded.provenance, digest = excluded.digest,
                            items = excluded.items, unread = excluded.unread,
                            changed_at = excluded.changed_at
                        """,
                        device,
                        via.word(),
                        look.provenance().word(),
                        HexFormat.of().parseHex(state.digest()),
                        state.items(),
                        List.copyOf(new TreeSet<>(state.unread())).toArray(String[]::new),
                        look.received()));
    }

    /** Whatever the device tells next is news. */
    void forget(UUID device) {
        database.run(Sql.of("delete from device_inventories where device_id = ?", device));
    }
}
