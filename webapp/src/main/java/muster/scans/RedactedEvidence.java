package muster.scans;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import muster.identify.DeviceSecrets;
import muster.packages.Redaction;
import muster.wire.Evidence;

/**
 * Evidence without secrets. A scanner has taken them out; this is done again here, since what is
 * stored is for the hub to answer for.
 */
final class RedactedEvidence {
    /** Commands that print a configuration, which nobody wants to have. */
    private static final Pattern CONFIGURATION =
            Pattern.compile("\\b(?:run|running|start|startup|conf\\w*|saved|tech\\w*)\\b");

    private RedactedEvidence() {}

    /** Nothing where all of it is what nobody wants to have. */
    static Optional<Evidence> of(Evidence evidence) {
        return switch (evidence) {
            case Evidence.Snmp(var text) -> Optional.of(new Evidence.Snmp(RedactedSnmp.of(text)));
            case Evidence.Cli(var command, var platform, var text) ->
                    isConfiguration(command)
                            ? Optional.empty()
                            : Optional.of(
                                    new Evidence.Cli(
                                            text(command),
                                            platform == null ? null : text(platform),
                                            text(text)));
            case Evidence.Banner(var protocol, var port, var text) ->
                    Optional.of(new Evidence.Banner(text(protocol), port, text(text)));
            case Evidence.Mac mac -> Optional.of(mac);
        };
    }

    /** By what configurations of devices have, and then by what is known of all pasted texts. */
    static String text(String text) {
        return Redaction.of(DeviceSecrets.hidden(text));
    }

    static boolean isConfiguration(String command) {
        return CONFIGURATION.matcher(command.toLowerCase(Locale.ROOT)).find();
    }
}
