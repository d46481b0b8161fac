package muster.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.common.task.InterruptableTask;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** One client's connection: which phase of a request it is in, and since when. */
final class WatchedConnection implements ConnectionContext {
    private enum Phase {
        SILENT,
        HEADERS,
        BODY,
        REPLY,
        IDLE
    }

    static final Http1ConnectionListener RECEIVED = new Received();
    static final Http1ConnectionListener SENT = new Sent();

    private final ConnectionContext context;
    private final WatchedWriter writer;
    private final String address;
    private volatile @Nullable ServerConnection connection;
    private Phase phase = Phase.SILENT;
    private long phaseSince = System.nanoTime();
    private long requestSince = phaseSince;
    private boolean exempt;
    private boolean lastRequest;
    private volatile boolean cut;

    WatchedConnection(ConnectionContext context) {
        this.context = context;
        this.writer = new WatchedWriter(context.dataWriter());
        this.address = context.remotePeer().host();
    }

    void servedBy(ServerConnection connection) {
        this.connection = connection;
    }

    String address() {
        return address;
    }

    /** Bytes came in: the first of a request starts its clock. */
    synchronized void received() {
        if (phase == Phase.SILENT || phase == Phase.IDLE || replyIsOver()) {
            begin();
        }
    }

    /** A request line is complete; a pipelined one arrives without new bytes. */
    synchronized void prologue() {
        if (phase != Phase.HEADERS) {
            begin();
        }
    }

    private void begin() {
        enter(Phase.HEADERS);
        requestSince = phaseSince;
        exempt = false;
    }

    synchronized void headersComplete(boolean last) {
        lastRequest = last;
        enter(Phase.BODY);
    }

    synchronized void replying() {
        enter(Phase.REPLY);
    }

    private void enter(Phase next) {
        phase = next;
        phaseSince = System.nanoTime();
    }

    /** The reply under way may take as long as its reader keeps reading. */
    synchronized void exempt() {
        exempt = true;
    }

    /** True while no request is being worked on: such a connection may give way to another. */
    synchronized boolean waits() {
        return phase == Phase.SILENT || phase == Phase.IDLE || phase == Phase.HEADERS;
    }

    synchronized long waitsSince() {
        return phaseSince;
    }

    /** True when the client has used up the time of the phase it is in. */
    synchronized boolean overdue(Patience patience) {
        if (replyIsOver()) {
            // Helidon says "Connection: close" and then waits for the client to do it.
            if (lastRequest) {
                return true;
            }
            enter(Phase.IDLE);
        }
        var now = System.nanoTime();
        var late =
                switch (phase) {
                    case SILENT -> past(phaseSince, patience.silent(), now);
                    case HEADERS -> past(requestSince, patience.headers(), now);
                    case BODY -> !exempt && past(requestSince, patience.request(), now);
                    case REPLY -> !exempt && past(phaseSince, patience.reply(), now);
                    case IDLE -> past(phaseSince, patience.idle(), now);
                };
        var stuckSince = writer.stuckSince();
        return late || (stuckSince != 0 && past(stuckSince, patience.write(), now));
    }

    // Helidon tells the end of a reply only by saying that it may be interrupted again, which is
    // while it waits for a request line.
    private boolean replyIsOver() {
        return phase == Phase.REPLY
                && connection instanceof InterruptableTask<?> task
                && task.canInterrupt();
    }

    private static boolean past(long since, Duration limit, long now) {
        return now - since > limit.toNanos();
    }

    /** Closes the socket under whoever reads or writes it; closing again does nothing. */
    void cut() {
        if (cut) {
            return;
        }
        cut = true;
        try {
            context.serverSocket().close();
        } catch (RuntimeException e) {
            // The client was faster: the socket is closed, which is all that was wanted.
        }
    }

    @Override
    public DataWriter dataWriter() {
        return writer;
    }

    @Override
    public ListenerContext listenerContext() {
        return context.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return context.executor();
    }

    @Override
    public DataReader dataReader() {
        return context.dataReader();
    }

    @Override
    public Router router() {
        return context.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return context.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return context.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return context.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return context.localPeer();
    }

    @Override
    public boolean isSecure() {
        return context.isSecure();
    }

    @Override
    public String socketId() {
        return context.socketId();
    }

    @Override
    public String childSocketId() {
        return context.childSocketId();
    }

    /** Tells a connection how far the request has come. */
    private static final class Received implements Http1ConnectionListener {
        @Override
        public void data(ConnectionContext context, byte[] bytes, int offset, int length) {
            ((WatchedConnection) context).received();
        }

        @Override
        public void data(ConnectionContext context, BufferData bytes) {
            ((WatchedConnection) context).received();
        }

        @Override
        public void prologue(ConnectionContext context, HttpPrologue prologue) {
            ((WatchedConnection) context).prologue();
        }

        @Override
        public void headers(ConnectionContext context, Headers headers) {
            var last = headers.contains(HeaderValues.CONNECTION_CLOSE);
            ((WatchedConnection) context).headersComplete(last);
        }
    }

    /** Tells a connection that its reply has begun. */
    private static final class Sent implements Http1ConnectionListener {
        @Override
        public void status(ConnectionContext context, Status status) {
            ((WatchedConnection) context).replying();
        }
    }
}
