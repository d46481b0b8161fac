package muster.identify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rules about what services say: {@code identify/rules/banner/*.yaml}; {@code banner/README.md}
 * describes them.
 */
final class BannerRules {
    /** More than any service says before anybody signs in. */
    static final int CHARACTERS_MAX = 4_096;

    private static final Pattern SUFFIX = Pattern.compile("_(?:banners?|servers?)$");

    private final Map<String, Protocol> protocols = new HashMap<>();
    private final List<Example> examples = new ArrayList<>();

    /** The rules of one protocol, in the order in which they are believed. */
    private static final class Protocol {
        /** What a client may have left before the text: a reply's code, a header's name. */
        private final @Nullable Pattern before;

        private final List<BannerRule> rules = new ArrayList<>();

        private Protocol(@Nullable Pattern before) {
            this.before = before;
        }
    }

    BannerRules(List<Entry> files, Products products) {
        var shared = new BannerFiles(files, products);
        for (var file : files) {
            var names = file.texts("protocols");
            var before = file.pattern("before");
            var protocol = new Protocol(before);
            names.forEach(name -> protocols.putIfAbsent(name, protocol));
            for (var entry : file.entries("rules")) {
                read(entry, names, shared);
            }
            file.requireAllAsked();
        }
    }

    private void read(Entry entry, List<String> names, BannerFiles shared) {
        var rule = BannerRule.of(entry, shared);
        names.stream().map(protocols::get).distinct().forEach(protocol -> protocol.rules.add(rule));
        for (var example : entry.entries("examples")) {
            examples.add(
                    new Example(
                            rule.id(),
                            new Evidence.Banner(names.getFirst(), example.required("text")),
                            parts(example.raw("is"))));
            example.requireAllAsked();
        }
        entry.requireAllAsked();
    }

    private static Map<String, Object> parts(@Nullable Object value) {
        var parts = new HashMap<String, Object>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, part) -> parts.put(String.valueOf(name), part));
        }
        return parts;
    }

    /** Notes all that the evidence says. */
    void read(Evidence.Banner evidence, Draft draft) {
        var protocol = protocols.get(canonical(evidence.protocol()));
        if (protocol != null) {
            var text = text(evidence.text(), protocol.before);
            var lowerCase = text.toLowerCase(Locale.ROOT);
            protocol.rules.forEach(rule -> rule.read(text, lowerCase, draft));
        }
    }

    /** {@code ftp}, {@code ftp.banner} and {@code FTP_banners} are one. */
    private static String canonical(String protocol) {
        var name = protocol.strip().toLowerCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        return SUFFIX.matcher(name).replaceFirst("");
    }

    private static String text(String all, @Nullable Pattern before) {
        var cut = all.substring(0, Math.min(all.length(), CHARACTERS_MAX)).replace("\0", "");
        if (before != null) {
            var found = Patience.matcher(before, cut);
            if (found.lookingAt()) {
                return cut.substring(found.end()).strip();
            }
        }
        return cut.strip();
    }

    List<Example> examples() {
        return List.copyOf(examples);
    }
}
