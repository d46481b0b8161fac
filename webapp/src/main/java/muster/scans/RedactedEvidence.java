package muster.scans;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
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
                                            Redaction.of(command),
                                            platform == null ? null : Redaction.of(platform),
                                            Redaction.of(text)));
            case Evidence.Banner(var protocol, var port, var text) ->
                    Optional.of(
                            new Evidence.Banner(Redaction.of(protocol), port, Redaction.of(text)));
            case Evidence.Mac mac -> Optional.of(mac);
        };
    }

    static boolean isConfiguration(String command) {
        return CONFIGURATION.matcher(command.toLowerCase(Locale.ROOT)).find();
    }
}
