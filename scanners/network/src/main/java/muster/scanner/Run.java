package muster.scanner;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code scanner run}: scans the sites of a file, once or whenever each is due. */
final class Run {
    private static final Duration DELIVERY_PATIENCE = Duration.ofMinutes(2);

    private final ScannerFile file;
    private final Inquest inquest;
    private final @Nullable Reporter reporter;

    /** Lines of JSON; null where nobody wants them. */
    private final @Nullable PrintStream output;

    private final PrintStream err;
    private final boolean terminal;
    private final Clock clock = Clock.systemUTC();

    Run(
            ScannerFile file,
            Inquest inquest,
            @Nullable Reporter reporter,
            @Nullable PrintStream output,
            PrintStream err,
            boolean terminal) {
        this.file = file;
        this.inquest = inquest;
        this.reporter = reporter;
        this.output = output;
        this.err = err;
        this.terminal = terminal;
    }

    /**
     * Scans each site once.
     *
     * @return empty when all that was seen is where it should be, else why not
     */
    Optional<String> once() throws IOException, InterruptedException {
        for (var site : file.sites()) {
            scan(site);
        }
        return reporter == null ? Optional.empty() : reporter.awaitDelivery(DELIVERY_PATIENCE);
    }

    /**
     * Scans until it is interrupted; after a start each site is due. A scan that fails is said to
     * have, and is due again when the next one is.
     */
    void always() throws InterruptedException {
        Map<Site, Instant> due = new HashMap<>();
        for (var site : file.sites()) {
            due.put(site, site.schedule().begin(clock.instant(), ZoneId.systemDefault()));
        }
        while (true) {
            var next = due.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
            var left = Duration.between(clock.instant(), next.getValue());
            if (left.isPositive()) {
                Thread.sleep(left);
            }
            var site = next.getKey();
            var begin = clock.instant();
            try {
                scan(site);
            } catch (IOException | RuntimeException e) {
                err.println("%s: the scan failed: %s".formatted(site.name(), e.getMessage()));
            }
            due.put(site, site.schedule().next(begin, ZoneId.systemDefault()));
        }
    }

    private void scan(Site site) throws IOException, InterruptedException {
        var progress = new Progress(site, err, terminal, System::nanoTime);
        var reports = reporter == null ? null : new ScanReports(site, clock, reporter::keep);
        var lines = output;
        Sweep.Outlet outlet =
                target -> {
                    if (lines != null) {
                        lines.print(TargetLine.of(site.name(), target) + "\n");
                    }
                    if (reports != null) {
                        reports.take(target);
                    }
                };
        try {
            new Sweep(site, inquest, outlet, progress).run();
            if (reports != null) {
                reports.finish();
            }
        } catch (InterruptedException | IOException e) {
            if (reports != null) {
                reports.leave();
            }
            throw e;
        } finally {
            progress.end();
        }
        if (lines != null && lines.checkError()) {
            throw new IOException("the output takes no more lines");
        }
    }
}
