package muster.e2e.bench;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import muster.e2e.Person;
import muster.e2e.RunningHub;

/** A thousand clients that send a letter a second, and how long another waits for a page. */
final class Drippers implements Measurement {
    private static final int CLIENTS = 1_000;
    private static final int WARM_UP = 300;
    private static final int REQUESTS = 1_000;
    private static final int ROUNDS = 3;
    private static final int SECONDS_TO_GATHER_MAX = 30;
    private static final double RATIO_MAX = 2;
    private static final String PAGE = "/devices";

    @Override
    public String name() {
        return "slow-clients";
    }

    @Override
    public void measure(Consumer<Figure> report) throws Exception {
        try (var hub = RunningHub.start()) {
            var member = Member.joined(Person.ADA, hub);
            times(member, WARM_UP);
            var figure = round(hub, member);
            for (int again = 1; again < ROUNDS && !figure.holds(); again++) {
                figure = round(hub, member);
            }
            report.accept(figure);
        }
    }

    private static Figure round(RunningHub hub, Member member) throws InterruptedException {
        var alone = Figure.of("alone-p99", Percentile.p99(times(member, REQUESTS)), "ms");
        var goOn = new AtomicBoolean(true);
        var connected = new AtomicInteger();
        List<Double> crowded;
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < CLIENTS; client++) {
                clients.execute(() -> drip(hub.url(), goOn, connected));
            }
            for (int second = 0; second < SECONDS_TO_GATHER_MAX; second++) {
                if (connected.get() < CLIENTS) {
                    TimeUnit.SECONDS.sleep(1);
                }
            }
            crowded = times(member, REQUESTS);
            goOn.set(false);
        }
        if (connected.get() < CLIENTS) {
            throw new IllegalStateException("only " + connected + " slow clients came through");
        }
        return Figure.of("beside-1000-slow-clients-p99", Percentile.p99(crowded), "ms")
                .against(alone)
                .atMost(RATIO_MAX);
    }

    /** Sends a request letter by letter; comes again when it is cut. */
    private static void drip(URI hub, AtomicBoolean goOn, AtomicInteger connected) {
        var letters =
                "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".getBytes(StandardCharsets.UTF_8);
        boolean before = false;
        while (goOn.get()) {
            try (var socket = new Socket(hub.getHost(), hub.getPort())) {
                if (!before) {
                    connected.incrementAndGet();
                    before = true;
                }
                for (int place = 0; goOn.get(); place++) {
                    socket.getOutputStream().write(place < letters.length ? letters[place] : 'x');
                    TimeUnit.SECONDS.sleep(1);
                }
            } catch (IOException cut) {
                // That is what the hub should do: try again at once.
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static List<Double> times(Member member, int requests) {
        var path = member.path(PAGE);
        var times = new ArrayList<Double>();
        for (int request = 0; request < requests; request++) {
            times.add(member.millis(path));
        }
        return times;
    }
}
