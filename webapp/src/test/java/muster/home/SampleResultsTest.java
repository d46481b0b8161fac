package muster.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import muster.findings.Preview;
import muster.packages.PackageList;
import org.junit.jupiter.api.Test;

class SampleResultsTest {
    private static final String LIST = "ii  openssl 3.0.11-1~deb12u1 amd64 x";

    private final AtomicReference<Object> index = new AtomicReference<>(new Object());
    private final List<String> asked = new ArrayList<>();
    private final SampleResults results = new SampleResults(index::get, this::told);

    @Test
    void areToldOnceForEachIndex() {
        results.of("debian");
        results.of("debian");
        assertEquals(List.of("debian"), asked);

        index.set(new Object());
        results.of("debian");
        assertEquals(List.of("debian", "debian"), asked);
    }

    @Test
    void areOnlyOfSamplesThatAreThere() {
        assertTrue(results.of("none").isEmpty());
    }

    private Optional<SampleResults.Told> told(String name) {
        asked.add(name);
        var result = new Preview.Result(0, 0, List.of(), List.of(), List.of());
        return Optional.of(name)
                .filter("debian"::equals)
                .map(_ -> new SampleResults.Told(LIST, PackageList.recognise(LIST), result));
    }
}
