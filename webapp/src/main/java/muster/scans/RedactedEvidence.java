package muster.scans;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    /** The tables of SNMP's users and communities, and the objects of RFC 1213's secrets. */
    private static final List<String> SECRET_TREES =
            List.of("1.3.6.1.6.3.15.", "1.3.6.1.6.3.16.", "1.3.6.1.6.3.18.");

    private RedactedEvidence() {}

    /** Nothing where all of it is what nobody wants to have. */
    static Optional<Evidence> of(Evidence evidence) {
        return switch (evidence) {
            case Evidence.Snmp(var text) ->
                    Optional.of(new Evidence.Snmp(Redaction.of(withoutSecretTrees(text))));
            case Evidence.Cli(var command, var platform, var text) ->
                    isConfiguration(command)
                            ? Optional.empty()
                            : Optional.of(
                                    new Evidence.Cli(
                                            Redaction.of(command), platform, Redaction.of(text)));
            case Evidence.Banner(var protocol, var port, var text) ->
                    Optional.of(new Evidence.Banner(protocol, port, Redaction.of(text)));
            case Evidence.Mac mac -> Optional.of(mac);
        };
    }

    static boolean isConfiguration(String command) {
        return CONFIGURATION.matcher(command.toLowerCase(Locale.ROOT)).find();
    }

    private static String withoutSecretTrees(String snmprec) {
        return snmprec.lines()
                .filter(line -> SECRET_TREES.stream().noneMatch(line::startsWith))
                .collect(Collectors.joining("\n"));
    }
}
