package muster.home;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.findings.Evidence;
import muster.findings.Preview;
import muster.matching.Component;
import muster.packages.PackageList;
import muster.packages.Software;
import muster.scans.Pasted;
import muster.web.Messages;
import muster.web.Parts.Finding;
import muster.web.Parts.Link;
import muster.web.Parts.Step;
import muster.web.Parts.Todo;
import org.jspecify.annotations.Nullable;

/** The answer to a paste in the words and shapes of its page. */
final class Results {
    private static final int FINDINGS_MAX = 100;
    private static final int TODOS_MAX = 5;
    private static final int DOUBTS_MAX = 20;
    private static final int EVIDENCES_MAX = 4;
    private static final int ADVISORIES_MAX = 3;

    private final Messages messages;

    Results(Messages messages) {
        this.messages = messages;
    }

    /** The list as matching takes it. */
    static List<Preview.Item> items(PackageList list) {
        var distribution =
                Optional.ofNullable(list.distribution())
                        .map(it -> new Component.Distribution(it.id(), it.version()))
                        .orElse(null);
        return list.software().stream()
                .map(it -> new Preview.Item(component(it, distribution), it.architecture()))
                .toList();
    }

    HomePages.Result page(PackageList list, Preview.Result result, String text, List<Link> homes) {
        var distribution = list.distribution();
        var hostname = Optional.ofNullable(list.hostnameHint());
        return new HomePages.Result(
                hostname.orElse(messages.text("home.result.name")),
                hostname.orElse(""),
                "server",
                distribution == null
                        ? messages.text("home.result.system-unknown")
                        : title(distribution.id()) + " " + distribution.version(),
                distribution == null
                        ? messages.text("home.result.evidence-none")
                        : distribution.evidence(),
                result.software(),
                result.checked(),
                result.gaps().stream()
                        .limit(DOUBTS_MAX)
                        .map(it -> new HomePages.Doubt(it.software(), it.why()))
                        .toList(),
                result.gaps().size(),
                list.firstUnread(),
                list.unreadTotal(),
                result.findings().size(),
                result.exploited(),
                result.critical(),
                result.upgrades().stream().limit(TODOS_MAX).map(this::todo).toList(),
                result.findings().stream().limit(FINDINGS_MAX).map(this::finding).toList(),
                text,
                homes);
    }

    /** What a network device printed of itself: what it is, and nothing that can be checked yet. */
    HomePages.Result page(Pasted printed, String text, List<Link> homes) {
        var hostname = printed.hostname();
        var system = printed.system();
        return new HomePages.Result(
                hostname.orElse(messages.text("home.result.name")),
                hostname.orElse(""),
                "network_device",
                system,
                printed.evidence(),
                printed.items(),
                0,
                List.of(new HomePages.Doubt(system, messages.text("home.result.unchecked"))),
                1,
                List.of(),
                0,
                0,
                0,
                0,
                List.of(),
                List.of(),
                text,
                homes);
    }

    private static Component component(Software software, Component.@Nullable Distribution system) {
        return new Component(
                software.source().word(),
                software.name(),
                software.version(),
                software.sourceName(),
                software.sourceVersion(),
                system);
    }

    private static String title(String id) {
        return Character.toUpperCase(id.charAt(0)) + id.substring(1);
    }

    private Todo todo(Preview.Upgrade upgrade) {
        return new Todo(
                messages.text("home.todo.act"),
                upgrade.name(),
                messages.text("home.todo.to", upgrade.fixedVersion()),
                upgrade.critical() > 0
                        ? messages.text(
                                "home.todo.critical", upgrade.findings(), upgrade.critical())
                        : messages.text("home.todo.effect", upgrade.findings()),
                upgrade.exploited(),
                null);
    }

    private Finding finding(Preview.Finding finding) {
        return new Finding(
                finding.vulnerability(),
                finding.severity().word(),
                finding.exploited(),
                advisories(finding),
                finding.software(),
                finding.installedVersion(),
                finding.fixedVersion(),
                finding.evidences().stream().limit(EVIDENCES_MAX).flatMap(this::steps).toList());
    }

    /** Who says so, where that is more than the vulnerability's own name. */
    private static String advisories(Preview.Finding finding) {
        return finding.evidences().stream()
                .map(Evidence::advisory)
                .filter(advisory -> !advisory.equals(finding.vulnerability()))
                .distinct()
                .limit(ADVISORIES_MAX)
                .collect(Collectors.joining(", "));
    }

    private Stream<Step> steps(Evidence evidence) {
        return Stream.of(
                new Step(messages.text("home.step.installed"), evidence.installed(), "", null),
                new Step(
                        messages.text("home.step.known-as"),
                        evidence.packageName() + " " + evidence.version(),
                        evidence.ecosystem(),
                        null),
                new Step(messages.text("home.step.compared"), evidence.comparison(), "", null),
                new Step(
                        messages.text("home.step.source"),
                        evidence.advisory(),
                        evidence.range(),
                        null));
    }
}
