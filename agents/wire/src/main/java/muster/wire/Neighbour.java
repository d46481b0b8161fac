package muster.wire;

import org.jspecify.annotations.Nullable;

/**
 * Another device on a network of this one.
 *
 * @param through the interface of this device on which it was seen
 */
public record Neighbour(IpAddress address, MacAddress mac, @Nullable String through) {
    public Neighbour {
        through = Text.optional("interface", through);
    }
}
