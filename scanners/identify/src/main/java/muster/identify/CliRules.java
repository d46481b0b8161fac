package muster.identify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import muster.identify.Identity.ArpEntry;
import muster.identify.Identity.Interface;
import muster.identify.Identity.Link;
import muster.identify.Identity.MacEntry;
import muster.identify.Identity.Module;
import org.jspecify.annotations.Nullable;

/**
 * Rules about what commands print: {@code identify/rules/cli/*.yaml}.
 *
 * <p>The print decides who reads it; the hint only who is asked first. Who reads most of a table
 * gives its rows, and who gives the first fact is not contradicted by rules for other devices.
 */
final class CliRules {
    private static final String PROMPT = "prompt";
    private static final int KNOWLEDGE = 3;
    private static final int GUESS = 2;

    private final List<CliRule> rules = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();

    /** What a rule says, and how sure it is that the print is one that it knows: 0 is surest. */
    private record Answer(CliRule rule, int rank, Identity identity) {
        /** How much it says. */
        long size() {
            return identity.facts().size()
                    + identity.interfaces().stream().mapToLong(Answer::cells).sum()
                    + identity.neighbours().stream().mapToLong(Answer::cells).sum()
                    + identity.arp().stream().mapToLong(Answer::cells).sum()
                    + identity.macs().stream().mapToLong(Answer::cells).sum()
                    + identity.modules().stream().mapToLong(Answer::cells).sum()
                    + identity.software().size();
        }

        /** Who knows the print need not say as much as who may be guessing at it. */
        long weight() {
            return size() * (rule.isGeneral() ? GUESS : KNOWLEDGE);
        }

        private static long cells(Interface one) {
            return said(
                    one.name(),
                    one.alias(),
                    one.mac(),
                    one.speedBps(),
                    one.adminUp(),
                    one.operUp());
        }

        private static long cells(Link one) {
            return said(
                    one.localInterface(),
                    one.remoteName(),
                    one.remoteInterface(),
                    one.remotePlatform());
        }

        private static long cells(ArpEntry one) {
            return said(one.ip(), one.mac(), one.through());
        }

        private static long cells(MacEntry one) {
            return said(one.mac(), one.vlan(), one.through());
        }

        private static long cells(Module one) {
            return said(one.name(), one.model(), one.serial(), one.version());
        }

        private static long said(@Nullable Object... cells) {
            return Stream.of(cells).filter(Objects::nonNull).count();
        }
    }

    CliRules(List<Entry> files, Products products) {
        for (var file : files) {
            var platforms = file.texts("platforms");
            var usual = file.text("product");
            var family =
                    new CliRule.Family(
                            file.id(), platforms, usual == null ? null : products.get(usual));
            for (var entry : file.entries("rules")) {
                var rule = CliRule.of(entry, family, products);
                rules.add(rule);
                readExamples(entry, rule);
                entry.requireAllAsked();
            }
            file.requireAllAsked();
        }
    }

    private void readExamples(Entry entry, CliRule rule) {
        for (var example : entry.entries("examples")) {
            var evidence =
                    new Evidence.Cli(
                            example.required("command"),
                            example.required("output"),
                            example.text("platform"));
            examples.add(new Example(rule.id(), evidence, expected(example)));
            example.requireAllAsked();
        }
    }

    @SuppressWarnings("unchecked") // a mapping of YAML has texts for keys
    private static Map<String, Object> expected(Entry example) {
        if (example.raw("expected") instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw example.wrong("expected", "a mapping was expected");
    }

    /** Notes all that the evidence says. */
    void read(Evidence.Cli evidence, Draft draft) {
        var printed = Printed.of(evidence.command(), evidence.output());
        var typed = typed(evidence.command());
        var platform = evidence.platform();
        var answers = new ArrayList<Answer>();
        for (var rule : rules) {
            if (rule.fits(typed, printed)) {
                var identity = rule.read(printed);
                answers.add(new Answer(rule, rank(rule, platform), identity));
            }
        }
        answers.sort(
                Comparator.comparingInt(Answer::rank)
                        .thenComparing(Comparator.comparingLong(Answer::weight).reversed()));
        note(answers, platform, printed, draft);
        var prompt = printed.prompt();
        if (prompt != null) {
            draft.say(Field.HOSTNAME, printed.hostname(), new Why(prompt.original(), PROMPT));
        }
    }

    List<Example> examples() {
        return List.copyOf(examples);
    }

    /** One spelling of a command. */
    private static String typed(String command) {
        return command.toLowerCase(Locale.ROOT).replace('_', ' ').strip().replaceAll("\\s+", " ");
    }

    private static int rank(CliRule rule, @Nullable String platform) {
        boolean hinted = rule.isOf(platform);
        boolean known = rule.output() != null;
        boolean general = rule.isGeneral();
        if (known && hinted) {
            return 0;
        } else if (known && rule.product() != null) {
            return 1;
        } else if (hinted) {
            return 2;
        } else if (general && rule.statesFacts()) {
            return 5;
        } else {
            return known || general ? 3 : 4;
        }
    }

    private static void note(
            List<Answer> answers, @Nullable String platform, Printed printed, Draft draft) {
        String believed = null;
        var read = EnumSet.noneOf(RowKind.class);
        for (var answer : answers) {
            var rule = answer.rule();
            var identity = answer.identity();
            if (!identity.facts().isEmpty()
                    && (believed == null || believed.equals(rule.family()))) {
                believed = rule.family();
                identity.facts()
                        .forEach((field, value) -> draft.say(field, value, why(identity, field)));
            }
            for (var kind : RowKind.values()) {
                if (!read.contains(kind) && copied(kind, identity, draft)) {
                    read.add(kind);
                }
            }
            var product = rule.productOf(platform);
            if (product != null && (answer.size() > 0 || rule.product() != null)) {
                draft.say(product, rule.why(printed, identity));
            }
        }
    }

    private static Why why(Identity identity, Field field) {
        return Objects.requireNonNull(identity.whys().get(field));
    }

    /** Notes the rows of one kind; false where there is none. */
    private static boolean copied(RowKind kind, Identity from, Draft draft) {
        return switch (kind) {
            case INTERFACES -> copied(from, from.interfaces(), Field.INTERFACES, draft::add);
            case NEIGHBOURS -> copied(from, from.neighbours(), Field.NEIGHBOURS, draft::add);
            case ARP -> copied(from, from.arp(), Field.ARP, draft::add);
            case MACS -> copied(from, from.macs(), Field.MACS, draft::add);
            case MODULES -> copied(from, from.modules(), Field.MODULES, draft::add);
            case SOFTWARE -> copied(from, from.software(), Field.SOFTWARE, draft::add);
        };
    }

    private static <T> boolean copied(
            Identity from, List<T> rows, Field field, BiConsumer<T, Why> add) {
        rows.forEach(row -> add.accept(row, why(from, field)));
        return !rows.isEmpty();
    }
}
