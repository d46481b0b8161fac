package muster.devices;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.devices.Timeline.Entry;
import muster.web.Messages;
import muster.web.Parts.Moment;
import muster.web.Request;
import org.jspecify.annotations.Nullable;

/** A timeline's entries in words. */
public final class Moments {
    private final Messages messages;
    private final Devices devices;

    Moments(Messages messages, Devices devices) {
        this.messages = messages;
        this.devices = devices;
    }

    List<Moment> of(Request request, List<Entry> entries) {
        var others = entries.stream().map(Entry::other).filter(other -> other != null).toList();
        var names =
                devices.named(others).stream()
                        .collect(
                                Collectors.toMap(
                                        Devices.Name::id, Devices.Name::hostname, (a, b) -> a));
        return entries.stream().map(entry -> moment(request, entry, names)).toList();
    }

    private Moment moment(Request request, Entry entry, Map<UUID, String> names) {
        var source = messages.text("devices.provenance." + entry.provenance().word());
        var kind = "devices.timeline." + entry.kind().word();
        return switch (entry.kind()) {
            case FIRST_SEEN -> plain(entry, "plus", "good", messages.text(kind), source);
            case ADOPTED -> plain(entry, "key", "good", messages.text(kind), source);
            case RETURNED ->
                    entry.subject() == null
                            ? plain(entry, "plus", "note", messages.text(kind), source)
                            : plain(
                                    entry,
                                    "plus",
                                    "note",
                                    messages.text("devices.timeline.brought-back", entry.subject()),
                                    null);
            case RETIRED ->
                    plain(
                            entry,
                            "close",
                            "note",
                            messages.text(kind, entry.subject()),
                            entry.after());
            case FACT_CHANGED ->
                    plain(
                            entry,
                            "info",
                            "plain",
                            messages.text(kind, messages.text("devices.fact." + entry.subject())),
                            changed(entry.subject(), entry.before(), entry.after(), messages));
            case SOFTWARE_CHANGED ->
                    plain(entry, "software", "plain", messages.text(kind, counted(entry)), source);
            case FORKED -> forked(request, entry, names);
            case CLASH -> clash(request, entry, kind, names);
            case MERGED, PART_OF, UNMERGED, SPLIT, SPLIT_OFF ->
                    decided(request, entry, kind, names);
        };
    }

    private String counted(Entry entry) {
        return counted(
                number(entry.added()), number(entry.removed()), number(entry.upgraded()), messages);
    }

    private static int number(@Nullable Integer count) {
        return count == null ? 0 : count;
    }

    /** "3 added, 1 upgraded": what did not happen is not worth a word. */
    public static String counted(long added, long removed, long upgraded, Messages messages) {
        return Stream.of(
                        counted("added", added, messages),
                        counted("removed", removed, messages),
                        counted("upgraded", upgraded, messages))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> counted(String what, long count, Messages messages) {
        return count == 0
                ? Optional.empty()
                : Optional.of(messages.text("devices.timeline." + what, count));
    }

    /** "11 → 12", types by their names. */
    public static String changed(
            @Nullable String fact,
            @Nullable String before,
            @Nullable String after,
            Messages messages) {
        return title(fact, before, messages) + " → " + title(fact, after, messages);
    }

    private static String title(@Nullable String fact, @Nullable String value, Messages messages) {
        var text = String.valueOf(value);
        return Facts.Name.ASSET_TYPE.word().equals(fact) ? DeviceTypes.title(text, messages) : text;
    }

    private Moment clash(Request request, Entry entry, String kind, Map<UUID, String> names) {
        var other = entry.other();
        return new Moment(
                entry.at(),
                "warning",
                "bad",
                messages.text(
                        kind,
                        names.getOrDefault(other, "?"),
                        messages.text("devices.identifier." + entry.subject())),
                entry.after(),
                other == null ? null : request.path("/devices/" + other));
    }

    private Moment forked(Request request, Entry entry, Map<UUID, String> names) {
        var other = entry.other();
        var kind = "devices.timeline.forked";
        return new Moment(
                entry.at(),
                "warning",
                "bad",
                other == null
                        ? messages.text(kind)
                        : messages.text(kind + ".with", names.getOrDefault(other, "?")),
                messages.text(kind + ".note"),
                other == null ? null : request.path("/devices/" + other));
    }

    private Moment decided(Request request, Entry entry, String kind, Map<UUID, String> names) {
        var other = entry.other();
        return new Moment(
                entry.at(),
                "devices",
                "note",
                messages.text(kind, names.getOrDefault(other, "?")),
                messages.text("devices.timeline.by", entry.subject()),
                other == null ? null : request.path("/devices/" + other));
    }

    private static Moment plain(
            Entry entry, String glyph, String tone, String text, @Nullable String detail) {
        return new Moment(entry.at(), glyph, tone, text, detail, null);
    }
}
