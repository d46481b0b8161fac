package muster.findings;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import muster.catalogue.Catalogue;
import muster.database.Database;
import muster.matching.Component;
import org.jspecify.annotations.Nullable;

/** What a list of software would show on a device, told before anybody keeps it. Stores nothing. */
public final class Preview {
    private final Database database;
    private final Catalogue catalogue;
    private final Verdicts verdicts = new Verdicts();
    private final Ratings ratings;

    /** A piece of software as the list names it. */
    public record Item(Component component, @Nullable String architecture) {}

    /** A finding that the device would have. */
    public record Finding(
            String vulnerability,
            Severity severity,
            boolean exploited,
            String software,
            String installedVersion,
            @Nullable String fixedVersion,
            List<Evidence> evidences) {}

    /** An item that nobody can tell about. */
    public record Gap(String software, String why) {}

    /** An upgrade and what it ends. */
    public record Upgrade(
            String name, String fixedVersion, int findings, int exploited, int critical) {}

    /** The whole answer, the most urgent first. */
    public record Result(
            int software,
            int checked,
            List<Finding> findings,
            List<Upgrade> upgrades,
            List<Gap> gaps) {
        public long exploited() {
            return findings.stream().filter(Finding::exploited).count();
        }

        public long critical() {
            return findings.stream().filter(it -> it.severity() == Severity.CRITICAL).count();
        }
    }

    public Preview(Database database, Catalogue catalogue) {
        this.database = database;
        this.catalogue = catalogue;
        this.ratings = new Ratings(database);
    }

    /** What the next answer is made from: the same thing until the catalogue changes. */
    public Object index() {
        return catalogue.index();
    }

    public Result of(List<Item> items) {
        var index = catalogue.index();
        var installed =
                IntStream.range(0, items.size()).mapToObj(i -> installed(i, items)).toList();
        var assessment = Assessment.of(installed, identity -> verdicts.of(identity, index));
        var rated = database.inCatalogue(() -> ratings.of(assessment.vulnerabilities(), index));
        var conclusions =
                assessment.conclusions(rated).stream()
                        .sorted(Comparator.comparingInt((Conclusion it) -> it.urgency()).reversed())
                        .toList();
        return new Result(
                items.size(),
                assessment.checked(),
                conclusions.stream().map(Preview::finding).toList(),
                upgrades(conclusions),
                gaps(installed, assessment));
    }

    // Nothing of a preview has an id in any table; the place in the list will do.
    private static Installed installed(int place, List<Item> items) {
        var item = items.get(place);
        var id = new UUID(0, place);
        return new Installed(id, id, item.component(), item.architecture(), List.of());
    }

    private static Finding finding(Conclusion conclusion) {
        return new Finding(
                conclusion.vulnerability(),
                conclusion.severity(),
                conclusion.rating().exploited(),
                conclusion.software().name(),
                conclusion.installedVersion(),
                conclusion.fixedVersion(),
                conclusion.evidences());
    }

    private static List<Upgrade> upgrades(List<Conclusion> conclusions) {
        return Remedy.of(conclusions).values().stream()
                .sorted(
                        Comparator.comparingInt((Remedy it) -> it.count().exploited())
                                .thenComparingInt(it -> it.count().critical())
                                .thenComparingInt(it -> it.count().findings())
                                .reversed())
                .map(it ->
                        new Upgrade(
                                it.target().name(),
                                it.fixedVersion(),
                                it.count().findings(),
                                it.count().exploited(),
                                it.count().critical()))
                .toList();
    }

    private static List<Gap> gaps(List<Installed> installed, Assessment assessment) {
        return installed.stream()
                .filter(it -> assessment.gaps().containsKey(it.version()))
                .map(it -> new Gap(it.raw(), String.valueOf(assessment.gaps().get(it.version()))))
                .toList();
    }
}
