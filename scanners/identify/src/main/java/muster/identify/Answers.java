package muster.identify;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import muster.identify.Identity.Service;
import org.jspecify.annotations.Nullable;

/** What a rule or a row of a table says once it applies, with what the text gave filled in. */
final class Answers {
    private static final List<Field> FACTS =
            List.of(
                    Field.VENDOR,
                    Field.OS_VENDOR,
                    Field.OS,
                    Field.VERSION,
                    Field.MODEL,
                    Field.SERIAL,
                    Field.HOSTNAME,
                    Field.TYPE);

    /** A program as rules know it, its CPE with {@code {version}} in the place of the version. */
    record Program(
            @Nullable Template vendor,
            Template product,
            @Nullable Template version,
            @Nullable String cpeName) {
        private static final Template VERSION = Template.of("{sv}", Map.of());

        static Program of(Entry entry, Map<String, Map<String, String>> maps) {
            var cpe = entry.text("cpe");
            var version = Template.at(entry, "version", maps);
            var program =
                    new Program(
                            Template.at(entry, "vendor", maps),
                            Template.of(entry.required("product"), maps),
                            version == null ? VERSION : version,
                            cpe == null ? null : "cpe:2.3:a:" + cpe + ":{version}:*:*:*:*:*:*:*");
            entry.requireAllAsked();
            return program;
        }

        @Nullable Service filled(Captured captured) {
            var name = captured.fill(product);
            var number = captured.fill(version);
            var cpe = cpeName == null ? null : Cpe.of(cpeName, number);
            return name == null ? null : new Service(captured.fill(vendor), name, number, cpe);
        }
    }

    private final @Nullable Product product;
    private final @Nullable Program service;
    private final Map<Field, Template> facts = new EnumMap<>(Field.class);

    private Answers(@Nullable Product product, @Nullable Program service) {
        this.product = product;
        this.service = service;
    }

    /** Reads its keys of an entry, and leaves those of others alone. */
    static Answers of(Entry entry, BannerFiles files) {
        var id = entry.text("product");
        var answers =
                new Answers(id == null ? null : files.product(id), files.service(entry, "service"));
        for (var field : FACTS) {
            var template = Template.at(entry, field.word(), files.maps());
            // A group that is called like a field is its answer, unless the rule says otherwise.
            answers.facts.put(
                    field,
                    template == null
                            ? Template.of("{" + field.word() + "}", files.maps())
                            : template);
        }
        return answers;
    }

    /** Notes them, with those of the row that the rule led to. */
    void say(@Nullable Answers row, Captured captured, Draft draft, Why why) {
        var all = row == null ? List.of(this) : List.of(row, this);
        var system =
                all.stream().map(one -> one.system(captured)).filter(Objects::nonNull).findFirst();
        boolean ours = isOfTheSameSystem(system, draft);
        all.forEach(one -> one.say(ours, captured, draft, why));
    }

    private void say(boolean ours, Captured captured, Draft draft, Why why) {
        if (service != null) {
            var filled = service.filled(captured);
            if (filled != null) {
                draft.service(filled, why);
            }
        }
        facts.forEach((field, template) -> {
            if (ours || !isOfSystem(field)) {
                draft.say(field, captured.fill(template), why);
            }
        });
        // What the rule says for itself goes before what the product is mostly.
        if (product != null && ours) {
            draft.say(product, why);
        }
    }

    /** A version said of one system is none of another that a better witness named. */
    private static boolean isOfTheSameSystem(Optional<String> system, Draft draft) {
        var known = draft.said(Field.OS);
        return known == null
                ? system.isEmpty() || !draft.knows(Field.VERSION)
                : system.filter(known::equals).isPresent();
    }

    private @Nullable String system(Captured captured) {
        return product != null && product.os() != null ? product.os() : said(captured, Field.OS);
    }

    private @Nullable String said(Captured captured, Field field) {
        var template = facts.get(field);
        return template == null ? null : captured.fill(template);
    }

    private static boolean isOfSystem(Field field) {
        return field == Field.OS_VENDOR || field == Field.OS || field == Field.VERSION;
    }
}
