package muster.scans;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import muster.scans.ScanReport.Asked;
import muster.wire.IpAddress;
import muster.wire.Target.Result;
import org.jspecify.annotations.Nullable;

/**
 * Addresses beside each other of which the same is to be said: one, or as many as were silent. A
 * network of 65,000 addresses with 300 devices is not 65,000 rows.
 *
 * @param first what is said, and the first address
 * @param addresses how many they are
 */
record Stretch(Asked first, IpAddress last, int addresses) {
    private static final int V4_BYTES = 4;

    /** Of addresses that were asked; none goes beyond those that differ in their last byte. */
    static List<Stretch> of(List<Asked> all) {
        var stretches = new ArrayList<Stretch>();
        for (var asked : all.stream().sorted(Comparator.comparing(Stretch::place)).toList()) {
            var before = stretches.isEmpty() ? null : stretches.getLast();
            if (before != null && before.goesOnWith(asked)) {
                stretches.set(
                        stretches.size() - 1,
                        new Stretch(before.first, asked.address(), before.addresses + 1));
            } else {
                stretches.add(new Stretch(asked, asked.address(), 1));
            }
        }
        return stretches;
    }

    private boolean goesOnWith(Asked next) {
        return isSilent(first)
                && isSilent(next)
                && first.why() != null
                && first.why().equals(next.why())
                && isBehind(bytes(last), bytes(next.address()));
    }

    private static boolean isSilent(Asked asked) {
        return asked.result() == Result.TIME_OUT && asked.inspected() == null;
    }

    private static boolean isBehind(byte[] before, byte[] next) {
        return before.length == next.length
                && next[next.length - 1] != 0
                && new BigInteger(1, next).equals(new BigInteger(1, before).add(BigInteger.ONE));
    }

    String place() {
        return place(first.address());
    }

    @Nullable String lastAddress() {
        return addresses == 1 ? null : last.text();
    }

    @Nullable String lastPlace() {
        return addresses == 1 ? null : place(last);
    }

    private static String place(Asked asked) {
        return place(asked.address());
    }

    /** Addresses in their order: those of version 4 first. */
    private static String place(IpAddress address) {
        var bytes = bytes(address);
        return (bytes.length == V4_BYTES ? "4" : "6") + HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(IpAddress address) {
        return InetAddress.ofLiteral(address.text()).getAddress();
    }
}
