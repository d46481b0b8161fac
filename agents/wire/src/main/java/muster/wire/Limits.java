package muster.wire;

/** What one report may hold; everything beyond is refused whole, never cut. */
public final class Limits {
    public static final int REPORT_BYTES_MAX = 8 * 1024 * 1024;
    public static final int PRODUCTS_MAX = 20_000;
    public static final int TEXT_CHARACTERS_MAX = 512;
    public static final int WORD_CHARACTERS_MAX = 64;
    public static final int MAC_ADDRESSES_MAX = 256;
    public static final int INTERFACES_MAX = 512;
    public static final int ADDRESSES_MAX = 64;
    public static final int LISTENERS_MAX = 4_000;
    public static final int NEIGHBOURS_MAX = 4_000;
    public static final int FAILURES_MAX = 50;

    /** Addresses that one scan covers: all of 10.0.0.0/8. */
    public static final int SCAN_TARGETS_MAX = 1 << 24;

    /** Of them, what one report brings. */
    public static final int TARGETS_MAX = 50;

    /** Pieces of evidence of one target, and how much text they are in all. */
    public static final int EVIDENCE_MAX = 32;

    public static final int EVIDENCE_BYTES_MAX = 2 * 1024 * 1024;
    public static final int DEPTH_MAX = 16;

    private Limits() {}
}
