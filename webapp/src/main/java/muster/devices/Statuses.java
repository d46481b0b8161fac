package muster.devices;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import muster.devices.Device.Status;
import muster.web.Field;
import muster.web.Known;
import muster.web.Query;

/**
 * Which statuses the devices that match a query can have: each status has its own index. Without a
 * word about a status, the retired are not meant. Pure.
 */
final class Statuses {
    static final Field FIELD = Field.word("status", "status", Status.words());

    private Statuses() {}

    static Set<Status> of(Query query) {
        var statuses = EnumSet.allOf(Status.class);
        statuses.removeIf(status -> !new Known(Map.of(FIELD, status.word())).mayMatch(query));
        if (!query.isAbout(FIELD)) {
            statuses.remove(Status.RETIRED);
        }
        return statuses;
    }
}
