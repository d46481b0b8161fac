package muster.scanner.snmp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Where makers keep version, model and serial, by enterprise number: {@code vendor-subtrees}. */
final class VendorSubtrees {
    private static final String ENTERPRISES = "1.3.6.1.4.1.";
    private static final int ROWS_MAX = 200;
    private static final Map<Integer, List<Subtree>> BY_ENTERPRISE = read();

    private VendorSubtrees() {}

    static List<Subtree> of(Collection<Integer> enterprises) {
        return enterprises.stream()
                .flatMap(number -> BY_ENTERPRISE.getOrDefault(number, List.of()).stream())
                .toList();
    }

    private static Map<Integer, List<Subtree>> read() {
        var file = VendorSubtrees.class.getResourceAsStream("vendor-subtrees");
        try (var in =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(file), StandardCharsets.UTF_8))) {
            return in.lines()
                    .map(line -> line.split(" ", 2)[0])
                    .filter(oid -> !oid.isBlank() && !oid.startsWith("#"))
                    .collect(
                            Collectors.groupingBy(
                                    oid -> Integer.valueOf(oid.split("\\.", 2)[0]),
                                    Collectors.mapping(
                                            oid -> Subtree.of(ENTERPRISES + oid, ROWS_MAX),
                                            Collectors.toList())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
