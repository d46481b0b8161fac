package muster.catalogue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import muster.matching.Ecosystems;
import muster.web.Desk;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.ShortList;
import org.jspecify.annotations.Nullable;

/** /feeds: where Muster's knowledge of vulnerabilities comes from and how old it is. */
public final class FeedsPages {
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final ShortList<Line> LIST =
            ShortList.of(Line::id)
                    .text("name", Line::name)
                    .text("state", Line::state)
                    .text("origin", Line::origin)
                    .text("licence", Line::licence);

    private final Desk desk;
    private final Feeds feeds;
    private final Catalogue catalogue;

    public FeedsPages(Desk desk, Feeds feeds, Catalogue catalogue) {
        this.desk = desk;
        this.feeds = feeds;
        this.catalogue = catalogue;
    }

    /** Mounted as the page /feeds and as /api/v1/feeds; everybody may know how much is known. */
    public void routing(Routes routes) {
        routes.get("/", desk.anyone(this::index).listing());
    }

    /**
     * The list of feeds.
     *
     * @param notices what a reader should know before believing the list
     * @param loaded whether the advisories are in memory yet
     * @param covered ecosystems in which silence means clean
     * @param unknown files of the feeds folder that are no feed Muster knows
     */
    public record Index(
            muster.web.Page<Line> lines,
            List<Notice> notices,
            boolean loaded,
            long advisories,
            List<Covered> covered,
            List<String> unknown)
            implements Reply.Page {
        @Override
        public Object json() {
            return new Listed(lines.items(), lines.nextCursor(), covered, unknown);
        }
    }

    private record Listed(
            List<Line> items,
            @Nullable String nextCursor,
            List<Covered> covered,
            List<String> unknown) {}

    /** A family of ecosystems and its releases in order: Debian with 11 and 12, npm with none. */
    public record Covered(String family, List<String> releases) {}

    /**
     * One feed as the list shows it.
     *
     * @param state importing, ready or failed
     * @param newest when its publisher last changed a record
     */
    public record Line(
            String id,
            String name,
            String state,
            boolean excerpt,
            long records,
            long unread,
            @Nullable Instant updatedAt,
            @Nullable Instant newest,
            boolean stale,
            String origin,
            String licence,
            @Nullable String error) {}

    /**
     * One remark above the list.
     *
     * @param tone note or bad
     * @param word excerpt, failed, stale or unknown
     */
    public record Notice(String tone, String word, String subject) {}

    Reply index(Request request) {
        var now = request.now();
        var index = catalogue.index();
        var lines = feeds.all().stream().map(feed -> line(feed, now)).toList();
        return new Index(
                LIST.page(request, lines),
                notices(lines, feeds.unknown()),
                catalogue.loaded(),
                index.advisories(),
                covered(index.covered()),
                feeds.unknown());
    }

    static List<Notice> notices(List<Line> lines, List<String> unknown) {
        var notices = new ArrayList<Notice>();
        if (lines.stream().anyMatch(Line::excerpt)) {
            notices.add(new Notice("note", "excerpt", ""));
        }
        var stale = new ArrayList<String>();
        for (var line : lines) {
            if (line.state().equals(Feed.State.FAILED.word())) {
                notices.add(new Notice("bad", "failed", line.name()));
            } else if (line.stale() && !line.excerpt()) {
                stale.add(line.name());
            }
        }
        if (!stale.isEmpty()) {
            notices.add(new Notice("note", "stale", String.join(", ", stale)));
        }
        if (!unknown.isEmpty()) {
            notices.add(new Notice("note", "unknown", String.join(", ", unknown)));
        }
        return notices;
    }

    static List<Covered> covered(List<String> ecosystems) {
        var families = new TreeMap<String, List<String>>();
        for (var ecosystem : ecosystems) {
            var family = Ecosystems.family(ecosystem);
            var releases = families.computeIfAbsent(family, it -> new ArrayList<>());
            if (!ecosystem.equals(family)) {
                releases.add(Ecosystems.title(ecosystem).substring(family.length() + 1));
            }
        }
        families.values().forEach(it -> it.sort(Comparator.comparing(FeedsPages::padded)));
        return families.entrySet().stream()
                .map(entry -> new Covered(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }

    /** Puts 3.9 before 3.19. */
    private static String padded(String release) {
        return DIGITS.matcher(release)
                .replaceAll(it -> "0".repeat(Math.max(0, 6 - it.group().length())) + it.group());
    }

    private static Line line(Feed feed, Instant now) {
        return new Line(
                feed.id(),
                feed.title(),
                feed.state().word(),
                feed.excerpt(),
                feed.records(),
                feed.unread(),
                feed.updatedAt(),
                feed.newestRecord(),
                feed.stale(now),
                feed.origin(),
                feed.licence(),
                feed.error());
    }
}
