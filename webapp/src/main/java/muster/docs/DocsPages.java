package muster.docs;

import java.util.List;
import muster.web.Desk;
import muster.web.OpenApi;
import muster.web.Reply;
import muster.web.Routes;

/** /docs and /trust: what a newcomer, an engineer and an auditor want to know. */
public final class DocsPages {
    private final Desk desk;
    private final OpenApi api;
    private final List<Setting> settings;

    /** How to begin. */
    public record Index() implements Reply.Page {}

    /** What can be pasted, and what is refused. */
    public record Paste() implements Reply.Page {}

    /** The query language of lists. */
    public record Search() implements Reply.Page {}

    /** Every endpoint and what it needs. */
    public record Api(List<OpenApi.Operation> operations) implements Reply.Page {}

    /** Every setting of a hub. */
    public record Settings(List<Setting> settings) implements Reply.Page {}

    /** What Muster does not do. */
    public record Limits() implements Reply.Page {}

    /** What keeps the data of an organization its own. */
    public record Trust() implements Reply.Page {}

    /** That this hub answers, and whether its knowledge is fresh. */
    public record Status() implements Reply.Page {}

    /** A setting, what it means and what holds without it. */
    public record Setting(String name, String meaning, String otherwise) {}

    public DocsPages(Desk desk, OpenApi api, List<Setting> settings) {
        this.desk = desk;
        this.api = api;
        this.settings = List.copyOf(settings);
    }

    public void docs(Routes routes) {
        routes.get("/", desk.anyone(_ -> new Index()))
                .get("/paste", desk.anyone(_ -> new Paste()))
                .get("/search", desk.anyone(_ -> new Search()))
                .get("/api", desk.anyone(_ -> new Api(api.operations())))
                .get("/settings", desk.anyone(_ -> new Settings(settings)))
                .get("/limits", desk.anyone(_ -> new Limits()));
    }

    public void trust(Routes routes) {
        routes.get("/", desk.anyone(_ -> new Trust()));
    }

    public void status(Routes routes) {
        routes.get("/", desk.anyone(_ -> new Status()));
    }
}
