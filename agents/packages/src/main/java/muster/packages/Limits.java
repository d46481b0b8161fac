package muster.packages;

/** How much of a paste is read, and how large its parts may be. */
public final class Limits {
    public static final int TEXT_CHARACTERS_MAX = 8 * 1024 * 1024;
    public static final int ITEMS_MAX = 20_000;
    public static final int FIELD_CHARACTERS_MAX = 512;
    public static final int NAME_CHARACTERS_MAX = 253;
    public static final int LINE_CHARACTERS_MAX = 64 * 1024;
    public static final int JSON_DEPTH_MAX = 64;
    public static final int UNREAD_MAX = 50;
    public static final int UNREAD_SHOWN_MAX = 10;
    public static final int UNREAD_CHARACTERS_MAX = 120;

    /** A format is chosen by this many lines; more are looked at only while none of them fits. */
    static final int SAMPLE_LINES = 4_000;

    private Limits() {}
}
