package muster.findings;

import java.util.List;

/**
 * What a look at a device adds to the counts; negative where it becomes less.
 *
 * @param openOnDevice how many are open on the device afterwards
 * @param checkedOnDevice how much of its software could be checked
 */
record Tally(
        int openOnDevice,
        int exploitedOnDevice,
        int checkedOnDevice,
        int opened,
        int gone,
        int open,
        int exploited,
        int critical,
        int high,
        int fixable,
        int devices,
        int exploitedDevices,
        int software,
        int checked) {

    static Tally of(
            Difference difference, List<Conclusion> conclusions, CoverageRows.Change covered) {
        var before = difference.before().stream().filter(Difference.Known::open).toList();
        var exploitedBefore = (int) before.stream().filter(Difference.Known::exploited).count();
        var exploited = (int) conclusions.stream().filter(it -> it.rating().exploited()).count();
        return new Tally(
                conclusions.size(),
                exploited,
                covered.after().checked(),
                difference.opened().size() + difference.reopened().size(),
                difference.gone().size(),
                conclusions.size() - before.size(),
                exploited - exploitedBefore,
                severe(conclusions, before, Severity.CRITICAL),
                severe(conclusions, before, Severity.HIGH),
                (int) conclusions.stream().filter(Conclusion::fixable).count()
                        - (int) before.stream().filter(Difference.Known::fixable).count(),
                Integer.signum(conclusions.size()) - Integer.signum(before.size()),
                Integer.signum(exploited) - Integer.signum(exploitedBefore),
                covered.software(),
                covered.checked());
    }

    private static int severe(
            List<Conclusion> after, List<Difference.Known> before, Severity severity) {
        return (int) after.stream().filter(it -> it.severity() == severity).count()
                - (int) before.stream().filter(it -> it.severity() == severity).count();
    }
}
