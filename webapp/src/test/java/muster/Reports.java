package muster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A report of a Debian server, as a collector sends it. */
final class Reports {
    static final String PATH = "/api/v1/agents/inventory";
    private static final Duration LOOKED_AT_MOST = Duration.ofSeconds(60);

    private final UUID id = UUID.randomUUID();
    private final String hostname;
    private final List<Map<String, String>> products = new ArrayList<>();

    private Reports(String hostname) {
        this.hostname = hostname;
    }

    static Reports of(String hostname) {
        return new Reports(hostname);
    }

    /** A Debian package. */
    Reports with(String name, String version) {
        return with("deb", name, version);
    }

    Reports with(String source, String name, String version) {
        products.add(
                new TreeMap<>(
                        Map.of(
                                "vendor", "",
                                "product_name", name,
                                "version", version,
                                "source_type", source)));
        return this;
    }

    UUID id() {
        return id;
    }

    Map<String, Object> body() {
        return Map.of(
                "report_id", id,
                "hostname", hostname,
                "ip_address", "10.0.0.1",
                "os_name", "Debian GNU/Linux",
                "os_version", "12",
                "agent_version", "1",
                "asset_type", "server",
                "products", products);
    }

    /** Sends it and says which device it is of. */
    String sendBy(TestClient program) {
        return program.post(PATH, body()).expect(200).json().path("device_id").asText();
    }

    /** Waits until the software of a device of Acme was matched. */
    static void awaitLooked(TestClient program, String device) throws InterruptedException {
        var deadline = System.nanoTime() + LOOKED_AT_MOST.toNanos();
        var path = "/api/v1/orgs/acme/devices/" + device + "/findings";
        while (!program.get(path).expect(200).json().path("looked").asBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not looked at: " + program.get(path).body());
            }
            Thread.sleep(200);
        }
    }
}
