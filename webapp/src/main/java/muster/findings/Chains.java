package muster.findings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import muster.matching.Ecosystems;
import muster.web.Messages;
import muster.web.Parts.Step;

/** The chains that make a finding: raw line, name in advisories, advisory, comparison, source. */
final class Chains {
    /** Debian's word for an urgency that nobody gave. */
    private static final String NOTHING_ADDED = "not yet assigned";

    private final Messages messages;

    private record Subject(String installed, String ecosystem, String name, String version) {}

    Chains(Messages messages) {
        this.messages = messages;
    }

    /**
     * One chain for each thing that is affected, the foremost first.
     *
     * @param pasted whether a person brought the raw line, and not the device
     */
    List<List<Step>> of(List<Evidence> evidences, boolean pasted) {
        var bySubject = new LinkedHashMap<Subject, List<Evidence>>();
        for (var evidence : evidences) {
            var subject =
                    new Subject(
                            evidence.installed(),
                            evidence.ecosystem(),
                            evidence.packageName(),
                            evidence.version());
            bySubject.computeIfAbsent(subject, it -> new ArrayList<>()).add(evidence);
        }
        return bySubject.entrySet().stream()
                .map(it -> chain(it.getKey(), it.getValue(), pasted))
                .toList();
    }

    private List<Step> chain(Subject subject, List<Evidence> evidences, boolean pasted) {
        var steps = new ArrayList<Step>();
        steps.add(
                new Step(
                        messages.text("findings.why.installed"),
                        subject.installed(),
                        messages.text("findings.why.installed." + (pasted ? "pasted" : "note")),
                        null));
        steps.add(
                new Step(
                        messages.text("findings.why.identity"),
                        subject.name() + " " + subject.version(),
                        messages.text(
                                "findings.why.identity.note",
                                Ecosystems.title(subject.ecosystem())),
                        null));
        for (var evidence : evidences) {
            steps.add(
                    new Step(
                            messages.text("findings.why.advisory"),
                            evidence.advisory() + ": " + evidence.range(),
                            note(evidence),
                            Advice.source(evidence.ecosystem(), evidence.advisory())));
            steps.add(
                    new Step(
                            messages.text("findings.why.comparison"),
                            evidence.comparison(),
                            messages.text("findings.why.comparison.note"),
                            null));
        }
        return List.copyOf(steps);
    }

    private String note(Evidence evidence) {
        return evidence.note() == null || evidence.note().equals(NOTHING_ADDED)
                ? messages.text("findings.why.feed", evidence.feed())
                : messages.text("findings.why.feed.note", evidence.feed(), evidence.note());
    }
}
