package muster.home;

import java.util.List;
import java.util.Optional;
import muster.web.Messages;
import muster.web.Parts.Link;
import muster.web.Resource;

/** Package lists to try for whoever has none at hand. */
final class Samples {
    private static final List<String> NAMES = List.of("debian", "alpine");

    private final Messages messages;

    Samples(Messages messages) {
        this.messages = messages;
    }

    List<Link> links() {
        return NAMES.stream()
                .map(name -> new Link(messages.text("home.sample." + name), "/?sample=" + name))
                .toList();
    }

    /** The list of this name, where there is one. */
    Optional<String> text(String name) {
        return NAMES.contains(name)
                ? Optional.of(Resource.text(Samples.class, name + ".txt"))
                : Optional.empty();
    }
}
