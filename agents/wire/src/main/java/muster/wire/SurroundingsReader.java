package muster.wire;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads how a device is connected: one interface, listener or neighbour at a time. */
final class SurroundingsReader {
    private @Nullable String name;
    private @Nullable String mac;
    private @Nullable String address;
    private @Nullable String protocol;
    private @Nullable String process;
    private @Nullable String through;
    private int port;
    private List<IpAddress> addresses = List.of();

    private SurroundingsReader() {}

    static Interface networkInterface(Tokens tokens) throws IOException {
        var one = new SurroundingsReader();
        tokens.object(field -> {
            switch (field) {
                case "name" -> one.name = tokens.text();
                case "mac" -> one.mac = tokens.text();
                case "addresses" ->
                        one.addresses =
                                tokens.texts(
                                        field,
                                        Limits.ADDRESSES_MAX,
                                        () -> IpAddress.of(tokens.here()));
                default -> tokens.unknown();
            }
        });
        var mac = Text.optional("mac", one.mac);
        return new Interface(
                Text.required("name", one.name),
                mac == null ? null : MacAddress.of(mac),
                one.addresses);
    }

    static Listener listener(Tokens tokens) throws IOException {
        var one = new SurroundingsReader();
        tokens.object(field -> {
            switch (field) {
                case "protocol" -> one.protocol = tokens.text();
                case "address" -> one.address = tokens.text();
                case "port" -> one.port = tokens.number();
                case "process" -> one.process = tokens.text();
                default -> tokens.unknown();
            }
        });
        return new Listener(
                protocol(Text.required("protocol", one.protocol)),
                IpAddress.of(Text.required("address", one.address)),
                one.port,
                one.process);
    }

    static Neighbour neighbour(Tokens tokens) throws IOException {
        var one = new SurroundingsReader();
        tokens.object(field -> {
            switch (field) {
                case "ip_address" -> one.address = tokens.text();
                case "mac" -> one.mac = tokens.text();
                case "interface" -> one.through = tokens.text();
                default -> tokens.unknown();
            }
        });
        return new Neighbour(
                IpAddress.of(Text.required("ip_address", one.address)),
                MacAddress.of(Text.required("mac", one.mac)),
                one.through);
    }

    private static Listener.Protocol protocol(String word) {
        return Stream.of(Listener.Protocol.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() ->
                        Report.Malformed.unreadable(
                                "protocol: \"" + Quoted.of(word) + "\", expected tcp or udp"));
    }
}
