package muster.overview;

import static muster.tenancy.Permission.DEVICES_READ;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import muster.database.Database;
import muster.web.Desk;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /o/{org}/search: one box for devices, software and vulnerabilities. */
public final class SearchPages {
    private final Desk desk;
    private final Search search;

    public SearchPages(Desk desk, Database database) {
        this.desk = desk;
        this.search = new Search(database);
    }

    public void routing(Routes routes) {
        routes.get("/", desk.member(DEVICES_READ, this::results));
    }

    /** What was found, the best of each kind. */
    public record Results(
            String q,
            boolean nothing,
            List<Search.FoundDevice> devices,
            List<Search.FoundSoftware> software,
            List<Search.FoundVulnerability> vulnerabilities,
            String home)
            implements Reply.Page {
        @Override
        public Object json() {
            var items = new ArrayList<Map<String, @Nullable Object>>();
            devices.forEach(it -> items.add(item("device", it.id(), it.hostname())));
            software.forEach(it -> items.add(item("software", it.id(), it.name())));
            vulnerabilities.forEach(it -> items.add(item("vulnerability", it.id(), it.summary())));
            return muster.web.Page.whole(items);
        }

        private static Map<String, @Nullable Object> item(String kind, Object id, String title) {
            var item = new LinkedHashMap<String, @Nullable Object>();
            item.put("id", id);
            item.put("kind", kind);
            item.put("title", title);
            return item;
        }
    }

    Reply results(Request request) {
        var q = request.query("q").orElse("").strip();
        var found = search.of(q);
        return new Results(
                q,
                found.isEmpty(),
                found.devices(),
                found.software(),
                found.vulnerabilities(),
                request.path(""));
    }
}
