package muster.e2e;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/** A person at a browser; when they leave, the test fails if any page complained. */
public final class Visitor implements AutoCloseable {
    /** Long, for slow machines: only what fails takes it. */
    public static final int PATIENCE_MILLIS = 30_000;

    private static final List<String> ACCESSIBILITY =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private static final List<String> OF_COLOURS = List.of("color-contrast", "link-in-text-block");

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    Visitor(BrowserContext context) {
        this.context = context;
        context.setDefaultTimeout(PATIENCE_MILLIS);
        // Chromium reports a violated content security policy beside the console.
        context.addInitScript(
                "addEventListener('securitypolicyviolation', event => console.error("
                        + "'violates ' + event.violatedDirective + ': ' + event.blockedURI))");
        context.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complain(message.page().url(), "console: " + message.text());
            }
        });
        context.onWebError(error -> complain(url(error.page()), "script: " + error.error()));
        context.onRequestFailed(request -> {
            // Leaving a page ends its event stream, and a download is no page.
            if (!"net::ERR_ABORTED".equals(request.failure())) {
                complain(request.url(), "request: " + request.failure());
            }
        });
        this.page = context.newPage();
    }

    public Page page() {
        return page;
    }

    /** Opens a path of the hub and expects a page. */
    public Page open(String path) {
        var response = page.navigate(path);
        if (response == null || !response.ok()) {
            int status = response == null ? 0 : response.status();
            throw new AssertionError("%s: status %d".formatted(path, status));
        }
        return page;
    }

    /** Opens a path that is refused; the browser's own complaint about the status is expected. */
    public Page openRefused(String path, int status) {
        // The browser may complain only after the page is there.
        expected.add("a status of " + status);
        var response = page.navigate(path);
        if (response == null || response.status() != status) {
            throw new AssertionError("%s: expected status %d".formatted(path, status));
        }
        return page;
    }

    /** Checks the page as it is now, and its colours once more in the dark. */
    public void checkAccessibility() {
        check(Look.WIDE_LIGHT, axe().withTags(ACCESSIBILITY));
        check(Look.WIDE_DARK, axe().withRules(OF_COLOURS));
    }

    /** No page has frames, for which axe would open another page each time. */
    private AxeBuilder axe() {
        return new AxeBuilder(page).setLegacyMode(true);
    }

    private void check(Look look, AxeBuilder axe) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.scheme()));
        for (var rule : axe.analyze().getViolations()) {
            for (var node : rule.getNodes()) {
                complain(
                        page.url(),
                        "accessibility (%s): %s: %s"
                                .formatted(look.scheme(), rule.getHelp(), node.getHtml()));
            }
        }
    }

    /** What pages complained about so far, each with its address. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** A complaint that the browser makes of what was meant to be refused. */
    public void expectComplaint(String part) {
        expected.add(part);
        complaints.removeIf(complaint -> complaint.contains(part));
    }

    /** For whoever has looked at them. */
    void forgetComplaints() {
        complaints.clear();
    }

    @Override
    public void close() {
        context.close();
        if (!complaints.isEmpty()) {
            throw new AssertionError("pages complain:\n" + String.join("\n", complaints));
        }
    }

    private void complain(String where, String what) {
        if (expected.stream().noneMatch(what::contains)) {
            complaints.add(where + ": " + what);
        }
    }

    private static String url(@org.jspecify.annotations.Nullable Page page) {
        return page == null ? "(no page)" : page.url();
    }
}
