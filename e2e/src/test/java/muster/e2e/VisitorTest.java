package muster.e2e;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The harness itself: what must not pass does not pass. */
@Tag("browser")
class VisitorTest {
    private static RunningHub hub;
    private static Browser browser;

    @BeforeAll
    static void start() {
        hub = RunningHub.start();
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        browser.close();
        hub.close();
    }

    @Test
    void theLandingPageSatisfiesEveryCheck() {
        try (var visitor = browser.visitor(hub)) {
            visitor.open("/");
            visitor.checkAccessibility();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "console.error('broken')",
                "setTimeout(() => { throw new Error('broken') }, 0)",
                "document.body.setAttribute('style', 'color: red')",
                "fetch('http://localhost:1/').catch(() => 0)",
            })
    void aPageThatComplainsFailsTheTest(String script) {
        var visitor = browser.visitor(hub);
        visitor.open("/");

        visitor.page().evaluate("() => { " + script + " }");

        Eventually.holds(
                "a complaint",
                Duration.ofSeconds(5),
                () -> {
                    visitor.page().evaluate("1");
                    return !visitor.complaints().isEmpty();
                });
        assertThrows(AssertionError.class, visitor::close);
    }

    @Test
    void aPictureWithoutTextFailsTheAccessibilityCheck() {
        var visitor = browser.visitor(hub);
        visitor.open("/");

        visitor.page()
                .evaluate("() => { document.querySelector('main').append(new Image(10, 10)) }");
        visitor.checkAccessibility();

        assertTrue(visitor.complaints().toString().contains("accessibility"));
        assertThrows(AssertionError.class, visitor::close);
    }
}
