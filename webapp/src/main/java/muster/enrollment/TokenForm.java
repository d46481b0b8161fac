package muster.enrollment;

import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import muster.identity.Expiry;
import muster.identity.Faults;
import muster.identity.Line;
import muster.web.Messages;
import muster.web.Told;
import org.jspecify.annotations.Nullable;

/** What somebody asks of a new enrollment token, by form or as JSON. */
record TokenForm(
        String name,
        List<String> labels,
        String siteText,
        String expiresAtText,
        String maxUsesText) {
    /** What the form proposes, and programs get that ask for nothing else: a roll-out ends. */
    static final Period USUAL = Period.ofDays(30);

    TokenForm {
        labels = List.copyOf(labels);
    }

    /** The fields of the page's form: labels with commas between them, a day, a number. */
    record Typed(
            String name,
            @Nullable String labels,
            @Nullable String site,
            @Nullable String expiresAt,
            @Nullable String maxUses) {
        TokenForm form() {
            var typed = Stream.of(text(labels).split(",", -1));
            return new TokenForm(
                    name,
                    typed.map(String::strip).filter(one -> !one.isEmpty()).toList(),
                    text(site),
                    text(expiresAt),
                    text(maxUses).strip());
        }
    }

    /** The same as programs send it, all of it optional. */
    record Sent(
            @Nullable String name,
            @Nullable List<String> labels,
            @Nullable UUID site,
            @Told("30 days from now where it is left out") @Nullable Instant expiresAt,
            @Told("for any number of collectors where it is left out") @Nullable Integer maxUses) {
        TokenForm form(Messages messages, Instant now) {
            return new TokenForm(
                    name == null ? messages.text("enrollment.token.nameless") : name,
                    labels == null ? List.of() : labels,
                    text(site),
                    text(expiresAt == null ? now.plus(USUAL) : expiresAt),
                    text(maxUses));
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    String labelsText() {
        return String.join(", ", labels);
    }

    /** The token that is wanted; nothing where something is wrong with it. */
    Optional<EnrollmentTokens.Wanted> wanted(Faults faults, Instant now, Predicate<UUID> isSite) {
        var line = Line.of(name, EnrollmentTokens.NAME_LETTERS_MAX);
        faults.check(line.isPresent(), "name", "enrollment.name.malformed");
        var checked = labels(faults);
        var site = site(faults, isSite);
        var expires = Expiry.of(expiresAtText, faults, now);
        var uses = maxUses(faults);
        return faults.none()
                ? Optional.of(
                        new EnrollmentTokens.Wanted(
                                line.orElseThrow(), checked, site, expires, uses))
                : Optional.empty();
    }

    private List<String> labels(Faults faults) {
        var checked = new ArrayList<String>();
        faults.check(
                labels.size() <= EnrollmentTokens.LABELS_MAX,
                "labels",
                "enrollment.token.labels.many");
        for (var label : labels) {
            Line.of(label, EnrollmentTokens.LABEL_LETTERS_MAX)
                    .filter(line -> !line.startsWith("="))
                    .ifPresentOrElse(
                            checked::add,
                            () -> faults.add("labels", "enrollment.token.label.malformed"));
        }
        return checked.stream().distinct().toList();
    }

    private Optional<UUID> site(Faults faults, Predicate<UUID> isSite) {
        if (siteText.isEmpty()) {
            return Optional.empty();
        }
        try {
            var site = UUID.fromString(siteText);
            faults.check(isSite.test(site), "site", "enrollment.token.site.unknown");
            return Optional.of(site);
        } catch (IllegalArgumentException _) {
            faults.add("site", "enrollment.token.site.unknown");
            return Optional.empty();
        }
    }

    private Optional<Integer> maxUses(Faults faults) {
        if (maxUsesText.isEmpty()) {
            return Optional.empty();
        }
        try {
            int uses = Integer.parseInt(maxUsesText);
            faults.check(
                    uses >= 1 && uses <= EnrollmentTokens.USES_MAX,
                    "max_uses",
                    "enrollment.token.uses.malformed");
            return Optional.of(uses);
        } catch (NumberFormatException _) {
            faults.add("max_uses", "enrollment.token.uses.malformed");
            return Optional.empty();
        }
    }
}
