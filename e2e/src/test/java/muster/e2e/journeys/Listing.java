package muster.e2e.journeys;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The list on the page that is open: what it shows, narrowed by a query and exported. */
record Listing(Page page) {

    /** Types a query and waits until the list is narrowed by it. */
    void filter(String query) {
        box().fill(query);
        narrowed(query).waitFor();
    }

    /** Asks the same of a browser without script. */
    void filterByButton(String query) {
        box().fill(query);
        Find.button(page, "Filter").click();
        narrowed(query).waitFor();
    }

    /** The cells of one column, from all pages of the list. */
    List<String> column(String heading) {
        var cells = new ArrayList<>(shown(heading));
        var next = Find.link(page, "Next");
        while (next.count() > 0) {
            page.navigate(next.getAttribute("href"));
            cells.addAll(shown(heading));
        }
        return cells;
    }

    /** The file that a link of the export menu gives, such as CSV. */
    String export(String format) {
        var link = Find.link(page, format);
        // The menu stays open after a download.
        if (!link.isVisible()) {
            Find.text(page, "Export").click();
        }
        return text(page.waitForDownload(link::click));
    }

    private Locator box() {
        return page.getByRole(
                AriaRole.SEARCHBOX, new Page.GetByRoleOptions().setName("Filter this list"));
    }

    private Locator narrowed(String query) {
        return page.getByTitle("Remove " + query);
    }

    private List<String> shown(String heading) {
        var headings = page.getByRole(AriaRole.COLUMNHEADER).allInnerTexts();
        int at = headings.stream().map(String::strip).toList().indexOf(heading);
        if (at < 0) {
            throw new AssertionError("no column %s among %s".formatted(heading, headings));
        }
        return page.locator("main tbody tr").all().stream()
                .map(row -> row.getByRole(AriaRole.CELL).nth(at).innerText().strip())
                .toList();
    }

    private static String text(Download download) {
        try (var stream = download.createReadStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
