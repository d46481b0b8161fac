package muster.e2e.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import muster.e2e.RunningHub;

/** Pages of an organization with 100,000 devices, against the same pages of one with 100. */
final class Pages implements Measurement {
    /** Lists as they open, narrowed, searched and sorted, and all that is about one device. */
    static final List<String> ALL =
            List.of(
                    "",
                    "/devices",
                    "/devices?q=type:server",
                    "/devices?q=status:late",
                    "/devices?q=web",
                    "/devices?sort=-last_seen",
                    "/devices?sort=-findings",
                    "/devices/{id}",
                    "/devices/{id}/software",
                    "/devices/{id}/findings",
                    "/devices/{id}/timeline",
                    "/software",
                    "/software?q=pack",
                    "/software?sort=-devices",
                    "/findings",
                    "/findings?q=severity:critical",
                    "/findings?sort=-since");

    private static final int WARM_UP = 40;
    private static final int REQUESTS = 150;
    private static final int ROUNDS = 2;
    private static final double RATIO_MAX = 3;
    private static final double MILLIS_MAX = 100;

    @Override
    public String name() {
        return "pages";
    }

    @Override
    public void measure(Consumer<Figure> report) throws IOException {
        try (var inhabited = Inhabited.make()) {
            try (var hub = inhabited.serve()) {
                measure(inhabited, hub, report);
            }
            // Last, because explaining takes time itself.
            try (var plans = Plans.watched(inhabited)) {
                plans.measure(report);
            }
        }
    }

    static void measure(Inhabited inhabited, RunningHub hub, Consumer<Figure> report) {
        var many = inhabited.many().at(hub);
        var few = inhabited.few().at(hub);
        for (var page : ALL) {
            time(page, many, few, WARM_UP);
        }
        for (var page : ALL) {
            var round = measure(page, many, few);
            // Whatever else the machine does hits one page or the other: another round tells.
            for (int again = 1; again < ROUNDS && !holds(round); again++) {
                round = measure(page, many, few);
            }
            round.forEach(report);
        }
    }

    private static boolean holds(List<Figure> figures) {
        return figures.stream().allMatch(Figure::holds);
    }

    private static List<Figure> measure(String page, Member many, Member few) {
        var times = time(page, many, few, REQUESTS);
        var name = "page " + (page.isEmpty() ? "/" : page);
        var p99 = Percentile.p99(times.many());
        var base = Figure.of("100-devices-p99", Percentile.p99(times.few()), "ms");
        return List.of(
                Figure.of(name + " p99", p99, "ms").against(base).atMost(RATIO_MAX),
                Figure.of(name + " p99", p99, "ms").atMost(MILLIS_MAX));
    }

    private record Times(List<Double> many, List<Double> few) {}

    /** In turns, so that neither has the quieter machine. */
    private static Times time(String page, Member many, Member few, int requests) {
        var times = new Times(new ArrayList<>(), new ArrayList<>());
        var manyPath = many.path(page);
        var fewPath = few.path(page);
        for (int request = 0; request < requests; request++) {
            times.few().add(few.millis(fewPath));
            times.many().add(many.millis(manyPath));
        }
        return times;
    }
}
