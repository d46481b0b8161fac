package muster.scanner.ssh;

/**
 * What came of a command.
 *
 * @param text without echo, prompt and pagers
 * @param goesOn whether something else can be asked after it
 */
record Output(String text, End end, boolean goesOn) {
    enum End {
        /** The device said all it had to say. */
        WHOLE,
        /** There was more than there is room for. */
        CUT,
        /** It did not end in time. */
        LATE,
        /** The device ended the connection. */
        GONE
    }

    /** Whether the device understood the command, and said something. */
    boolean isAnswer() {
        return !text.isBlank() && !Refusal.is(text);
    }
}
