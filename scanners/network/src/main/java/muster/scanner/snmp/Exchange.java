package muster.scanner.snmp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcher;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.SNMP4JSettings;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.event.ResponseListener;
import org.snmp4j.mp.MPv1;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.PduHandle;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/**
 * One socket through which all agents are asked. Whoever asks is a virtual thread that waits; two
 * threads receive for all of them and keep the time-outs.
 */
final class Exchange implements AutoCloseable {
    /** Answers of many agents arrive together. */
    private static final int RECEIVE_BYTES = 4 * 1024 * 1024;

    /** The largest datagram; what is longer is no answer. */
    private static final int MESSAGE_BYTES_MAX = 65_535;

    private final Snmp snmp;
    private final Map<Address, Waiting> waiting = new ConcurrentHashMap<>();

    /**
     * Opens the socket.
     *
     * @throws UncheckedIOException where this machine has none
     */
    Exchange() {
        // Who answers in another's place is not believed.
        SNMP4JSettings.setVerifyResponsePeerAddress(true);
        // Old agents answer by version 1 with types of version 2.
        SNMP4JSettings.setAllowSNMPv2InV1(true);
        // Each credential says which protocols protect it: here all must be at hand.
        var protocols =
                new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.maxCompatibility);
        var usm = new USM(protocols, new OctetString(MPv3.createLocalEngineID()), 0);
        var dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv1());
        dispatcher.addMessageProcessingModel(new MPv2c());
        dispatcher.addMessageProcessingModel(new MPv3(usm));
        try {
            var udp = new DefaultUdpTransportMapping();
            udp.setReceiveBufferSize(RECEIVE_BYTES);
            udp.setMaxInboundMessageSize(MESSAGE_BYTES_MAX);
            snmp = new Snmp(dispatcher, udp);
            var usual = snmp.getReportHandler();
            snmp.setReportHandler(new Refusals(usual));
            snmp.listen();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Completed by the thread that receives. */
    private static final class Waiting implements ResponseListener {
        private final CompletableFuture<Optional<PDU>> answer = new CompletableFuture<>();
        private final PDU request;

        private Waiting(PDU request) {
            this.request = request;
        }

        /** The library gives a request without a number that of its handle. */
        private boolean isFor(@Nullable PduHandle handle) {
            return handle != null && request.getRequestID().getValue() == handle.getTransactionID();
        }

        @Override
        public <A extends Address> void onResponse(ResponseEvent<A> event) {
            if (event.getError() != null) {
                answer.completeExceptionally(event.getError());
            } else {
                answer.complete(Optional.ofNullable(event.getResponse()));
            }
        }
    }

    /**
     * Who is refused is told so without a signature, which the library does not believe and waits
     * on; here it is believed, since it names the request and comes from who was asked.
     */
    private final class Refusals implements Snmp.ReportHandler {
        private final Snmp.ReportHandler usual;

        private Refusals(Snmp.ReportHandler usual) {
            this.usual = usual;
        }

        @Override
        public <A extends Address> void processReport(
                @Nullable PduHandle handle, CommandResponderEvent<A> event) {
            var waits = waiting.get(event.getPeerAddress());
            if (waits != null && waits.isFor(handle) && UsmReport.isFinal(event.getPDU())) {
                waits.answer.complete(Optional.of(event.getPDU()));
            } else {
                usual.processReport(handle, event);
            }
        }
    }

    /**
     * Asks once, and again as often as the target says.
     *
     * @return empty where nothing came back in time
     * @throws IOException the request could not be sent
     */
    Optional<PDU> ask(PDU request, Target<UdpAddress> target)
            throws IOException, InterruptedException {
        var waits = new Waiting(request);
        waiting.put(target.getAddress(), waits);
        try {
            snmp.send(request, target, null, waits);
            return waits.answer.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            waiting.remove(target.getAddress(), waits);
            snmp.cancel(request, waits);
        }
    }

    /** What every datagram that arrives is given to. */
    MessageDispatcher dispatcher() {
        return snmp.getMessageDispatcher();
    }

    /** The engine at an address; empty where none answers in time. */
    Optional<byte[]> engine(UdpAddress address, long timeoutMillis) {
        return Optional.ofNullable(snmp.discoverAuthoritativeEngineID(address, timeoutMillis));
    }

    @Override
    public void close() {
        try {
            snmp.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
