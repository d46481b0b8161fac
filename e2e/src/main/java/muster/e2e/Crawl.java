package muster.e2e;

import com.microsoft.playwright.PlaywrightException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Every kind of page that can be reached by following links, with one example of each. */
record Crawl(Visitor visitor, URI hub, List<String> broken) {
    private static final Pattern ID =
            Pattern.compile(
                    "[0-9a-f]{8}-[0-9a-f-]{27}|CVE-[0-9]+-[0-9]+", Pattern.CASE_INSENSITIVE);
    private static final List<String> NO_PAGES =
            List.of("/static/", "/api/", "/outbox.json", "/logout");

    /** From a kind of page, such as /o/{org}/devices/{id}, to the path of the first one found. */
    Map<String, String> from(Collection<String> paths) {
        var examples = new LinkedHashMap<String, String>();
        var seen = new HashSet<String>();
        var waiting = new ArrayDeque<>(paths);
        while (!waiting.isEmpty()) {
            var path = waiting.removeFirst();
            boolean page = NO_PAGES.stream().noneMatch(path::startsWith);
            if (page && seen.add(kind(path)) && visit(path)) {
                examples.put(kind(path), path);
                waiting.addAll(links());
            }
        }
        return examples;
    }

    static String kind(String path) {
        return ID.matcher(path).replaceAll("{id}").replaceFirst("^/o/[^/]+", "/o/{org}");
    }

    /** Whether it is a page; what is broken is noted and is no page either. */
    private boolean visit(String path) {
        try {
            var response = visitor.page().navigate(path);
            boolean ok = response != null && response.ok();
            if (!ok) {
                broken.add(path + ": status " + (response == null ? 0 : response.status()));
            }
            return ok;
        } catch (PlaywrightException e) {
            // A link to a file downloads instead of opening a page.
            if (String.valueOf(e.getMessage()).contains("Download is starting")) {
                return false;
            } else {
                throw e;
            }
        }
    }

    private List<String> links() {
        var hrefs =
                (List<?>)
                        visitor.page()
                                .evaluate(
                                        "() => [...document.querySelectorAll('a[href]')].map(a => a.href)");
        return hrefs.stream()
                .map(href -> URI.create(((String) href).replaceFirst("[?#].*$", "")))
                .filter(link -> hub.getAuthority().equals(link.getAuthority()))
                .map(URI::getPath)
                .distinct()
                .toList();
    }
}
