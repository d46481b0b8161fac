package muster.scanner.ssh;

/** What is pressed between commands. */
enum Key {
    /** Ends a command; alone it makes a device print its prompt. */
    ENTER("\r"),
    /** The next page. */
    SPACE(" ");

    private final String sent;

    Key(String sent) {
        this.sent = sent;
    }

    String sent() {
        return sent;
    }
}
