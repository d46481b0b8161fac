package muster.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Devices on many addresses of this machine and one port, served by one thread. */
public final class ReplayedNetwork implements AutoCloseable {
    /** How late a slow device answers. */
    public static final int SLOW_MILLIS = 700;

    private static final int DATAGRAM_BYTES_MAX = 65_535;
    private static final int RECEIVE_BYTES = 256 * 1024;
    private static final int PORT_TRIES_MAX = 20;

    private final String community;
    private final Selector selector;
    private final Map<InetAddress, Queue<Asked>> asked = new ConcurrentHashMap<>();
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("slow devices").factory());
    private final ByteBuffer in = ByteBuffer.allocateDirect(DATAGRAM_BYTES_MAX);
    private final ByteBuffer out = ByteBuffer.allocateDirect(DATAGRAM_BYTES_MAX);
    private boolean recordsRequests = true;
    private int port;

    /**
     * A request that arrived.
     *
     * @param community that it was made with
     */
    public record Asked(long nanos, String community) {}

    private record Device(
            DatagramChannel channel, Manner manner, Answers answers, Queue<Asked> asked) {}

    /** One whose devices answer those who know the community. */
    public ReplayedNetwork(String community) {
        this.community = community;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same port on all addresses; known once there is a device. */
    public int port() {
        return port;
    }

    /** Stops remembering who asked what: thousands of devices are asked a lot. */
    public ReplayedNetwork forgetful() {
        recordsRequests = false;
        return this;
    }

    /** Puts a device on an address such as 127.1.2.3. */
    public ReplayedNetwork add(String address, Recording recording, Manner manner) {
        try {
            var place = InetAddress.ofLiteral(address);
            var channel = DatagramChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
            bind(channel, place);
            channel.configureBlocking(false);
            var queue = asked.computeIfAbsent(place, _ -> new ConcurrentLinkedQueue<>());
            var answers = new Answers(recording, manner, new Random(place.hashCode()));
            channel.register(
                    selector, SelectionKey.OP_READ, new Device(channel, manner, answers, queue));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the device at an address answer otherwise from now on, as after an upgrade. */
    public void change(String address, Recording recording) {
        var place = InetAddress.ofLiteral(address);
        for (var key : selector.keys()) {
            if (key.attachment() instanceof Device device
                    && device.channel().socket().getLocalAddress().equals(place)) {
                var answers = new Answers(recording, device.manner(), new Random(place.hashCode()));
                key.attach(new Device(device.channel(), device.manner(), answers, device.asked()));
            }
        }
    }

    private void bind(DatagramChannel channel, InetAddress address) throws IOException {
        for (int tries = 0; ; tries++) {
            try {
                channel.bind(new InetSocketAddress(address, port));
                port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
                return;
            } catch (BindException taken) {
                if (port != 0 || tries == PORT_TRIES_MAX) {
                    throw taken;
                }
            }
        }
    }

    /** Begins to answer; more devices cannot be added from then on. */
    public ReplayedNetwork start() {
        Thread.ofPlatform().daemon().name("replayed devices").start(this::serve);
        return this;
    }

    private void serve() {
        try {
            while (selector.isOpen()) {
                selector.select(key -> {
                    if (key.isValid() && key.attachment() instanceof Device device) {
                        answerAll(device);
                    }
                });
            }
        } catch (ClosedSelectorException closed) {
            // The network is gone.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answerAll(Device device) {
        try {
            for (var from = receive(device); from != null; from = receive(device)) {
                var request = Request.read(in.flip());
                if (request.isPresent()) {
                    answer(device, request.get(), from);
                }
            }
        } catch (IOException gone) {
            // Who asked does not listen any more.
        }
    }

    private @Nullable SocketAddress receive(Device device) throws IOException {
        in.clear();
        return device.channel().receive(in);
    }

    private void answer(Device device, Request request, SocketAddress to) throws IOException {
        if (recordsRequests) {
            device.asked().add(new Asked(System.nanoTime(), request.community()));
        }
        if (!request.community().equals(community) || device.manner() == Manner.SILENT) {
            return;
        }
        var answer = device.answers().to(request);
        if (device.manner() == Manner.SLOW) {
            var _ =
                    later.schedule(
                            () -> sendLate(device, answer, to), SLOW_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            out.clear();
            out.put(answer).flip();
            device.channel().send(out, to);
        }
    }

    private static void sendLate(Device device, byte[] answer, SocketAddress to) {
        try {
            device.channel().send(ByteBuffer.wrap(answer), to);
        } catch (IOException gone) {
            // Who asked does not listen any more.
        }
    }

    /** All that an address was asked, in order. */
    public List<Asked> asked(String address) {
        return List.copyOf(
                asked.getOrDefault(InetAddress.ofLiteral(address), new ConcurrentLinkedQueue<>()));
    }

    @Override
    public void close() {
        later.shutdownNow();
        try {
            for (var key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
