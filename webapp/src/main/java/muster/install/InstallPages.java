package muster.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.web.Desk;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Site;
import org.jspecify.annotations.Nullable;

/** /agent, /agent.sh, /agent.ps1 and /downloads: what a machine fetches to begin to report. */
public final class InstallPages {
    private static final String SCRIPT = "text/plain; charset=utf-8";
    private static final String BYTES = "application/octet-stream";

    private final Desk desk;
    private final Downloads downloads;
    private final Optional<OwnAuthority> authority;
    private final Listening listening;
    private final String hub;
    private final Scripts scripts;

    /**
     * What is offered, with what to check it by.
     *
     * @param processors that there are programs for, as people call them
     * @param key the release key as PEM, empty where this hub offers nothing
     * @param fingerprint SHA-256 of the key
     * @param authority SHA-256 of the file of whom to trust; null where everybody does already
     */
    public record DownloadList(
            String hub,
            List<Downloads.Program> programs,
            String processors,
            String key,
            String fingerprint,
            @Nullable String authority)
            implements Reply.Page {
        public DownloadList {
            programs = List.copyOf(programs);
        }
    }

    public InstallPages(
            Desk desk,
            Downloads downloads,
            Optional<OwnAuthority> authority,
            Listening listening,
            Site site) {
        this.desk = desk;
        this.downloads = downloads;
        this.authority = authority;
        this.listening = listening;
        this.hub = site.publicUrl().toString();
        this.scripts = new Scripts(downloads, hub);
    }

    public void scripts(Routes routes) {
        routes.get("/agent", desk.anyone(this::agent).asking("for"))
                .get("/agent.sh", desk.anyone(_ -> poster("agent.sh")))
                .get("/agent.ps1", desk.anyone(_ -> poster("agent.ps1")));
    }

    public void downloads(Routes routes) {
        routes.get("/", desk.anyone(_ -> index())).get("/{file}", desk.anyone(this::file));
    }

    private Reply agent(Request request) {
        request.query("for")
                .flatMap(InstallPages::id)
                .ifPresent(token -> listening.fetched(token, request.now()));
        return new Reply.Text(SCRIPT, scripts.agent());
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Reply poster(String name) {
        return new Reply.Text(SCRIPT, scripts.named(name));
    }

    private DownloadList index() {
        return new DownloadList(
                hub,
                downloads.programs(),
                scripts.processors(),
                downloads.key(),
                downloads.keyFingerprint(),
                authority.map(OwnAuthority::sha256).orElse(null));
    }

    private Reply file(Request request) {
        var name = request.parameter("file");
        if (authority.isPresent() && name.equals(OwnAuthority.FILE)) {
            var bytes = authority.get().bytes();
            return new Reply.Download(name, BYTES, bytes.length, out -> out.write(bytes));
        }
        var file = downloads.file(name).orElseThrow(Problem::notFound);
        try {
            return new Reply.Download(name, BYTES, Files.size(file), out -> Files.copy(file, out));
        } catch (IOException gone) {
            throw new UncheckedIOException(file + " cannot be read", gone);
        }
    }
}
