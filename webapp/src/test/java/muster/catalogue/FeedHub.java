package muster.catalogue;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import muster.database.TestDatabase;
import muster.matching.Identity;
import muster.matching.Verdict;

/** The catalogue of one hub, whose database other hubs may share, and what it told its listener. */
final class FeedHub {
    final Catalogue catalogue;
    final Feeds feeds;
    final List<Change> changes = new CopyOnWriteArrayList<>();

    FeedHub(TestDatabase test, FeedFolder folder) {
        this(test, Optional.of(folder), Clock.systemUTC());
    }

    FeedHub(TestDatabase test, Optional<FeedFolder> folder, Clock clock) {
        catalogue = new Catalogue(test.database());
        catalogue.onChange(changes::add);
        feeds = new Feeds(test.database(), catalogue, folder.map(FeedFolder::path), clock);
    }

    Feeds refreshed() {
        feeds.refresh();
        return feeds;
    }

    Feed feed(String id) {
        return feeds.all().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
    }

    List<String> failed() {
        return feeds.all().stream()
                .filter(feed -> feed.state() == Feed.State.FAILED)
                .map(Feed::id)
                .toList();
    }

    Verdict verdict(String name, String version) {
        return catalogue.index().verdict(new Identity("Debian:12", name, version));
    }
}
