package muster;

/** The hub's main: wires every room by hand, from top to bottom. */
public final class Hub {
    private Hub() {}

    static void main() {}
}
