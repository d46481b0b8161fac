package muster.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The mail a hub in development sent. */
public record Outbox(RunningHub hub) {
    private static final Duration MAIL_AT_MOST = Duration.ofSeconds(10);

    /** One mail. */
    public record Mail(String to, String subject, String text, List<String> links) {
        public Mail {
            links = List.copyOf(links);
        }

        /** The link whose path begins so, such as /verify/. */
        public String link(String path) {
            return links.stream()
                    .filter(link -> link.contains(path))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + path + " in: " + text));
        }
    }

    /** Newest first. */
    public List<Mail> mails() {
        var mails = new ArrayList<Mail>();
        for (var mail : Api.of(hub).get("/outbox.json").expect(200).json()) {
            var links = new ArrayList<String>();
            mail.path("links").forEach(link -> links.add(link.asText()));
            mails.add(new Mail(text(mail, "to"), text(mail, "subject"), text(mail, "text"), links));
        }
        return mails;
    }

    /** The newest mail to this address with a link to this path, as soon as it is there. */
    public Mail awaitMail(String to, String path) {
        return Eventually.found(
                "mail to %s with a link to %s".formatted(to, path),
                MAIL_AT_MOST,
                () -> newest(to, path));
    }

    private Optional<Mail> newest(String to, String path) {
        return mails().stream()
                .filter(mail -> mail.to().equals(to))
                .filter(mail -> mail.links().stream().anyMatch(link -> link.contains(path)))
                .findFirst();
    }

    private static String text(JsonNode mail, String name) {
        return mail.path(name).asText();
    }
}
