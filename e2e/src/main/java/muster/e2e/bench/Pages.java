package muster.e2e.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import muster.database.Database;
import muster.database.EmbeddedPostgres;
import muster.database.Entities;
import muster.database.MasterKey;
import muster.database.Sql;
import muster.e2e.Api;
import muster.e2e.Person;
import muster.e2e.RunningHub;
import muster.tenancy.Tenant;

/** Pages of an organization with 100,000 devices, against the same pages of one with 100. */
final class Pages implements Measurement {
    private static final int DEVICES_MANY = 100_000;
    private static final int DEVICES_FEW = 100;
    private static final int OTHER_ORGANIZATIONS = 100;
    private static final int WARM_UP = 200;
    private static final int REQUESTS = 500;
    private static final double RATIO_MAX = 3;
    private static final double MILLIS_MAX = 100;

    @Override
    public String name() {
        return "pages";
    }

    @Override
    public void measure(Consumer<Figure> report) throws IOException {
        Path data;
        try (var hub = RunningHub.start()) {
            data = hub.data();
            var many = member(hub, Person.ADA);
            var few = member(hub, Person.GRACE);
            hub.stop();
            fill(data, many.tenant(), few.tenant());
            try (var full = RunningHub.on(data, Map.of())) {
                for (var page : List.of("/devices", "/devices/{id}", "/software", "/findings")) {
                    measure(page, many.at(full), few.at(full), report);
                }
            }
        }
    }

    private static void measure(String page, Member many, Member few, Consumer<Figure> report) {
        var manyPath = many.path(page);
        var fewPath = few.path(page);
        var slow = new ArrayList<Double>();
        var fast = new ArrayList<Double>();
        for (int request = 0; request < WARM_UP + REQUESTS; request++) {
            double fewMillis = millis(few.session(), fewPath);
            double manyMillis = millis(many.session(), manyPath);
            if (request >= WARM_UP) {
                fast.add(fewMillis);
                slow.add(manyMillis);
            }
        }
        var base = Figure.of("page" + page + "-100-devices-p99", p99(fast), "ms");
        var full = Figure.of("page" + page + "-100000-devices-p99", p99(slow), "ms");
        report.accept(base);
        report.accept(full.against(base).atMost(RATIO_MAX));
        report.accept(Figure.of("page" + page + "-p99-bound", p99(slow), "ms").atMost(MILLIS_MAX));
    }

    /** Somebody signed in, with their organization. */
    private record Member(String slug, Tenant tenant, Api session) {
        Member at(RunningHub hub) {
            return new Member(slug, tenant, new Api(hub.url(), session.headers()));
        }

        String path(String page) {
            return "/o/" + slug + page.replace("{id}", page.contains("{id}") ? device() : "");
        }

        private String device() {
            var list = session.get("/api/v1/orgs/" + slug + "/devices?limit=1").expect(200);
            return list.json().at("/items/0/id").asText();
        }
    }

    private static Member member(RunningHub hub, Person person) {
        var founded = person.signUp(hub);
        person.confirm(hub);
        return new Member(founded.slug(), new Tenant(founded.id()), person.session(hub));
    }

    private static void fill(Path data, Tenant many, Tenant few) throws IOException {
        var key = MasterKey.in(data.resolve("master.key"));
        try (var postgres = EmbeddedPostgres.start(data, key);
                var database = new Database(postgres.server(), key, new Entities())) {
            fill(database, many, DEVICES_MANY);
            fill(database, few, DEVICES_FEW);
            for (int other = 0; other < OTHER_ORGANIZATIONS; other++) {
                var tenant = new Tenant(UUID.randomUUID());
                var slug = "other-" + other;
                database.inTenant(
                        tenant,
                        () -> {
                            database.run(
                                    Sql.of(
                                            "insert into organizations (slug, name) values (?, ?)",
                                            slug,
                                            slug));
                            return database.run(Sql.of("insert into sites (name) values ('Main')"));
                        });
                fill(database, tenant, DEVICES_FEW);
            }
        }
    }

    private static void fill(Database database, Tenant tenant, int devices) {
        database.inTenant(
                tenant,
                () -> {
                    new Crowd(database, devices).fill();
                    return devices;
                });
    }

    private static double millis(Api session, String path) {
        long start = System.nanoTime();
        session.get(path).expect(200);
        return (System.nanoTime() - start) / 1e6;
    }

    private static double p99(List<Double> millis) {
        var sorted = millis.stream().sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1);
    }
}
