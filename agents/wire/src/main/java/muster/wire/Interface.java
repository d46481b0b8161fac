package muster.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network interface of a device.
 *
 * @param name as the device prints it: eth0, wlp3s0, GigabitEthernet0/1
 * @param mac null for one that has none, such as a tunnel
 */
public record Interface(String name, @Nullable MacAddress mac, List<IpAddress> addresses) {
    public Interface {
        name = Text.required("name", name);
        addresses = addresses.stream().distinct().toList();
        if (addresses.size() > Limits.ADDRESSES_MAX) {
            throw Report.Malformed.tooLarge(
                    "addresses: %d, at most %d".formatted(addresses.size(), Limits.ADDRESSES_MAX));
        }
    }
}
