package muster.identify;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One variable of an SNMP agent.
 *
 * @param type the number of its ASN.1 tag: 2 integer, 4 octets, 6 OID, 64 IP address, …
 * @param bytes its value: octets as they are, of all other types the text that is written for them
 * @param line as it was recorded
 */
@SuppressWarnings(
        "ArrayRecordComponent") // Made and read in this package, where nobody writes to it.
record Variable(Oid oid, int type, byte[] bytes, String line) {
    private static final int MAC_BYTES = 6;
    private static final int IPV4_BYTES = 4;
    private static final int IP_ADDRESS = 64;
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    /** Stands where octets were no UTF-8. */
    private static final int REPLACEMENT = 0xfffd;

    private static final int CHARACTERS_PER_STRAY = 20;

    /** Longer values are cut: no rule asks for what stands behind so many characters. */
    static final int TEXT_CHARACTERS_MAX = 2_000;

    /**
     * Its value as text, without what cannot be seen around it; empty where it is no text. Some
     * agents put a stray octet into a long text, so it takes more of them to be none.
     */
    String text() {
        var text = new String(bytes, StandardCharsets.UTF_8);
        if (text.length() > TEXT_CHARACTERS_MAX) {
            text = text.substring(0, TEXT_CHARACTERS_MAX);
        }
        int end = text.indexOf('\0');
        text = (end > 0 ? text.substring(0, end) : text).strip();
        long strays = text.chars().filter(Variable::isStray).count();
        return strays * CHARACTERS_PER_STRAY > text.length() ? "" : text;
    }

    /** Its text, or else the address that its six octets are. */
    String shown() {
        var text = text();
        return text.isEmpty() ? mac().orElse("") : text;
    }

    private static boolean isStray(int character) {
        return character == REPLACEMENT
                || (Character.isISOControl(character) && !Character.isWhitespace(character));
    }

    /** What an answer rests on that was read from it. */
    Why why(String rule) {
        return new Why(line, rule);
    }

    OptionalLong number() {
        try {
            return OptionalLong.of(Long.parseLong(text()));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    boolean is(long number) {
        var value = number();
        return value.isPresent() && value.getAsLong() == number;
    }

    /** {@code aa:bb:cc:dd:ee:ff}, from six octets or from the text of them. */
    Optional<String> mac() {
        return bytes.length == MAC_BYTES
                ? Optional.of(COLONS.formatHex(bytes)).filter(Variable::isNoPlaceholder)
                : MacAddress.find(text())
                        .map(MacAddress::toString)
                        .filter(Variable::isNoPlaceholder);
    }

    private static boolean isNoPlaceholder(String mac) {
        return !mac.equals("00:00:00:00:00:00") && !mac.equals("ff:ff:ff:ff:ff:ff");
    }

    /** A dotted IPv4 address. */
    Optional<String> ip() {
        if (type == IP_ADDRESS && bytes.length != IPV4_BYTES) {
            return Optional.of(text()).filter(text -> !text.isEmpty());
        }
        return bytes.length == IPV4_BYTES
                ? Optional.of(
                        "%d.%d.%d.%d"
                                .formatted(
                                        bytes[0] & 0xff,
                                        bytes[1] & 0xff,
                                        bytes[2] & 0xff,
                                        bytes[3] & 0xff))
                : Optional.empty();
    }
}
