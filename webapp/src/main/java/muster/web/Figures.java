package muster.web;

import java.util.Locale;

/** Numbers as a reader wants them: grouped, shortened, as a share. */
public final class Figures {
    private static final long KIB = 1024;

    private final Messages messages;

    Figures(Messages messages) {
        this.messages = messages;
    }

    /** 12,408. */
    public String grouped(long number) {
        return String.format(Messages.LOCALE, "%,d", number);
    }

    /** 12.4k, 3.1M; exact below a thousand: for tight places whose title carries the exact one. */
    public String brief(long number) {
        if (Math.abs(number) < 1_000) {
            return Long.toString(number);
        } else if (Math.abs(number) < 1_000_000) {
            return messages.text("figure.thousands", oneDecimal(number / 1e3));
        } else {
            return messages.text("figure.millions", oneDecimal(number / 1e6));
        }
    }

    private static String oneDecimal(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    /** 96 % of 412; rounds down so that only the whole is 100. */
    public String share(long part, long whole) {
        return messages.text("figure.share", whole == 0 ? 0 : part * 100 / whole);
    }

    /** 4.2 MiB. */
    public String bytes(long bytes) {
        if (bytes < KIB) {
            return messages.text("figure.bytes", bytes);
        } else if (bytes < KIB * KIB) {
            return messages.text("figure.kibibytes", oneDecimal((double) bytes / KIB));
        } else {
            return messages.text("figure.mebibytes", oneDecimal((double) bytes / KIB / KIB));
        }
    }
}
