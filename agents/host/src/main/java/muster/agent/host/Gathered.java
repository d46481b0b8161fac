package muster.agent.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import muster.packages.Reading;
import muster.packages.Software;
import muster.wire.Limits;
import muster.wire.Report;
import muster.wire.SoftwareFact;
import org.jspecify.annotations.Nullable;

/** Software found so far, each once, and no more than one report holds. */
final class Gathered {
    private final SequencedSet<SoftwareFact> software = new LinkedHashSet<>();
    private final Map<String, List<SoftwareFact>> before;
    private final Failures failures;
    private boolean full;

    /**
     * Nothing yet.
     *
     * @param before what each database said when it was last read, which this keeps up to date
     */
    Gathered(Map<String, List<SoftwareFact>> before, Failures failures) {
        this.before = before;
        this.failures = failures;
    }

    List<SoftwareFact> software() {
        return List.copyOf(software);
    }

    /**
     * Reads a database: all of it, with what in it was not understood as its failure. Where it
     * cannot be read, what it said before still holds: unknown is not gone.
     */
    void from(String source, Failures.Source<Optional<Reading>> reader) {
        var reading = failures.attempt(source, reader);
        if (reading.isPresent()) {
            var tally = new Tally(source, "entries");
            before.put(source, reading.get().map(tally::add).orElse(List.of()));
            tally.close();
        } else {
            before.getOrDefault(source, List.of()).forEach(this::add);
        }
    }

    /** Reads a source that is made of many files. */
    Tally of(String source) {
        return new Tally(source, "files");
    }

    void add(SoftwareFact fact) {
        if (software.size() < Limits.PRODUCTS_MAX) {
            software.add(fact);
        } else {
            full |= !software.contains(fact);
        }
    }

    /** What one source brought in, of which all failures become one. */
    final class Tally {
        private final String source;
        private final String parts;
        private int failed;
        private @Nullable String why;

        private Tally(String source, String parts) {
            this.source = source;
            this.parts = parts;
        }

        /** One file of many: a damaged one does not hide the others. */
        void file(Failures.Source<Reading> reader) {
            try {
                add(reader.read());
            } catch (IOException broken) {
                failed(1, Failures.why(broken));
            }
        }

        private List<SoftwareFact> add(Reading reading) {
            failed(reading.unread(), reading.why());
            var facts = new ArrayList<SoftwareFact>();
            for (Software found : reading.software()) {
                try {
                    facts.add(fact(found));
                } catch (Report.Malformed notToBeReported) {
                    failed(1, "a name or version that cannot be reported");
                }
            }
            facts.forEach(Gathered.this::add);
            return facts;
        }

        private void failed(int count, @Nullable String reason) {
            failed += count;
            why = why == null ? reason : why;
        }

        /** Says what failed, if anything did. */
        void close() {
            if (failed > 0) {
                failures.add(
                        source,
                        "%,d of its %s not understood, the first: %s"
                                .formatted(failed, parts, why));
            }
        }
    }

    private static SoftwareFact fact(Software found) {
        return new SoftwareFact(
                found.vendor(),
                found.name(),
                found.version(),
                found.source().word(),
                found.architecture(),
                found.sourceName(),
                found.sourceVersion(),
                found.purl());
    }

    /** Says that there was more than a report holds, if there was. */
    void close() {
        if (full) {
            failures.add(
                    "software",
                    "there is more than the %,d pieces that one report holds"
                            .formatted(Limits.PRODUCTS_MAX));
        }
    }
}
