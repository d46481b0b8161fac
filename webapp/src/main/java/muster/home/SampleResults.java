package muster.home;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import muster.findings.Preview;
import muster.packages.PackageList;

/** What each sample shows, told once for each index: a visitor costs the catalogue nothing. */
final class SampleResults {
    private final Supplier<?> index;
    private final Function<String, Optional<Told>> teller;
    private final ConcurrentHashMap<String, Remembered> remembered = new ConcurrentHashMap<>();

    /** A sample and what came of it. */
    record Told(String text, PackageList list, Preview.Result result) {}

    private record Remembered(Object index, Told told) {}

    SampleResults(Supplier<?> index, Function<String, Optional<Told>> teller) {
        this.index = index;
        this.teller = teller;
    }

    /** The result of the sample of this name, where there is one. */
    Optional<Told> of(String name) {
        var now = index.get();
        return Optional.ofNullable(
                        remembered.compute(
                                name,
                                (_, before) ->
                                        before != null && before.index().equals(now)
                                                ? before
                                                : teller.apply(name)
                                                        .map(told -> new Remembered(now, told))
                                                        .orElse(null)))
                .map(Remembered::told);
    }
}
