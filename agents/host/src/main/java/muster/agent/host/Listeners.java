package muster.agent.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import muster.wire.Limits;
import muster.wire.Listener;

/**
 * The ports on which programs wait for others, and the programs' names where they may be seen.
 *
 * @param all by protocol, port and address
 * @param nameless how many have no name
 */
record Listeners(List<Listener> all, int nameless) {
    private static final Comparator<Listener> ORDER =
            Comparator.comparing(Listener::protocol)
                    .thenComparingInt(Listener::port)
                    .thenComparing(each -> each.address().text());

    static Listeners read(Path root) throws IOException {
        var sockets = Sockets.read(root);
        var inodes = sockets.stream().map(Sockets.Socket::inode).collect(Collectors.toSet());
        var names = ProcessNames.of(root, inodes);
        var listeners = new LinkedHashSet<Listener>();
        for (Sockets.Socket socket : sockets) {
            listeners.add(
                    new Listener(
                            socket.protocol(),
                            socket.address(),
                            socket.port(),
                            names.get(socket.inode())));
        }
        var all = listeners.stream().sorted(ORDER).limit(Limits.LISTENERS_MAX).toList();
        return new Listeners(
                all, (int) all.stream().filter(each -> each.process() == null).count());
    }
}
