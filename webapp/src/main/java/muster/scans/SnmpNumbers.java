package muster.scans;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import muster.wire.Evidence;
import muster.wire.MacAddress;
import org.jspecify.annotations.Nullable;

/**
 * By what a device is known over SNMP, whatever else is known of it.
 *
 * @param engine snmpEngineID (RFC 3411), in hexadecimal
 * @param chassis lldpLocChassisId (IEEE 802.1AB), in hexadecimal or as text
 * @param baseMac dot1dBaseBridgeAddress (RFC 4188)
 */
record SnmpNumbers(
        @Nullable String engine, @Nullable String chassis, @Nullable MacAddress baseMac) {
    private static final String ENGINE = "1.3.6.1.6.3.10.2.1.1.0";
    private static final String CHASSIS = "1.0.8802.1.1.2.1.3.2.0";
    private static final String BASE_MAC = "1.3.6.1.2.1.17.1.1.0";

    /** Shorter ones are not unique, and so is what is all zeros. */
    private static final Pattern TELLING = Pattern.compile("(?!0*$)[0-9a-z:._ -]{5,128}");

    private static final Pattern MAC_DIGITS = Pattern.compile("(?!0{12})[0-9a-f]{12}");

    static SnmpNumbers of(List<Evidence> all) {
        String engine = null;
        String chassis = null;
        MacAddress baseMac = null;
        for (var evidence : all) {
            if (evidence instanceof Evidence.Snmp(var text)) {
                engine = value(text, ENGINE);
                chassis = value(text, CHASSIS);
                var digits = value(text, BASE_MAC);
                if (digits != null && MAC_DIGITS.matcher(digits).matches()) {
                    baseMac = MacAddress.of(digits);
                }
            }
        }
        return new SnmpNumbers(engine, chassis, baseMac);
    }

    private static @Nullable String value(String snmprec, String oid) {
        int at = snmprec.startsWith(oid + "|") ? 0 : snmprec.indexOf("\n" + oid + "|") + 1;
        if (at == 0 && !snmprec.startsWith(oid + "|")) {
            return null;
        }
        int end = snmprec.indexOf('\n', at);
        var line = end < 0 ? snmprec.substring(at) : snmprec.substring(at, end);
        var value = line.substring(line.indexOf('|', oid.length() + 1) + 1);
        var plain = value.strip().toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
        return TELLING.matcher(plain).matches() ? plain : null;
    }
}
