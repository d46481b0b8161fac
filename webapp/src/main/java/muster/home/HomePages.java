package muster.home;

import java.util.List;
import muster.web.Parts.Finding;
import muster.web.Parts.Link;
import muster.web.Parts.Todo;
import org.jspecify.annotations.Nullable;

/** / and what a pasted list shows before anybody signs up. */
public final class HomePages {
    private HomePages() {}

    /**
     * The landing page.
     *
     * @param text what was pasted before and could not be read, else empty
     * @param problem why it could not be read, null at first
     * @param samples lists to try when there is none at hand
     */
    public record Index(String text, @Nullable String problem, List<Link> samples) {
        public Index {
            samples = List.copyOf(samples);
        }
    }

    /**
     * What the pasted list shows; nothing of it is stored.
     *
     * @param name the hostname if the list tells it, else what the list is, e.g. "Your machine"
     * @param type the device's type word
     * @param system e.g. "Debian 12"
     * @param evidence how the system was told, e.g. "versions end in +deb12"
     * @param software how many items were read
     * @param checked of them were looked up
     * @param doubts the items nobody can tell about, with why
     * @param total all findings, of which {@code findings} shows the first
     * @param text what was pasted, to be kept at sign-up
     */
    public record Result(
            String name,
            String type,
            String system,
            String evidence,
            long software,
            long checked,
            List<Doubt> doubts,
            long doubtsTotal,
            long total,
            long exploited,
            long critical,
            List<Todo> todos,
            List<Finding> findings,
            String text) {
        public Result {
            doubts = List.copyOf(doubts);
            todos = List.copyOf(todos);
            findings = List.copyOf(findings);
        }
    }

    /** An item that could not be checked, and why. */
    public record Doubt(String software, String why) {}
}
