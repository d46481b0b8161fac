package muster.replay;

/**
 * How a router asks before it goes on.
 *
 * @param lines of a page
 * @param question at the end of a page
 * @param wipe what it prints over the question when it goes on
 */
public record FakePager(int lines, String question, String wipe) {
    public static final FakePager NONE = new FakePager(Integer.MAX_VALUE, "", "");
}
