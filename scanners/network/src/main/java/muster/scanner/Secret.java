package muster.scanner;

/** What opens a device. It prints as nothing, so that no log or report ever has it. */
public final class Secret {
    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    public static Secret of(String text) {
        return new Secret(text);
    }

    /** Only for whom it opens the device to, and for who takes it out of what is shown. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
