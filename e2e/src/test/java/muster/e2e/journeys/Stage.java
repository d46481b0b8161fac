package muster.e2e.journeys;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import muster.e2e.Browser;
import muster.e2e.Look;
import muster.e2e.Programs;
import muster.e2e.RunningHub;
import muster.e2e.Visitor;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One hub and one browser that all journeys share; each brings organizations of its own. */
final class Stage implements AutoCloseable {
    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(Visitor.PATIENCE_MILLIS);
    }

    private final RunningHub hub =
            RunningHub.start(
                    Map.of(
                            "MUSTER_TRUSTED_PROXIES",
                            "127.0.0.1,::1",
                            "MUSTER_DOWNLOADS",
                            Programs.downloads().toString()));
    private final Browser browser = Browser.start();
    private final AtomicInteger visitors = new AtomicInteger();

    /** Opens the stage for the first journey and closes it after the last. */
    static final class Opened implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Stage.class;
        }

        @Override
        public Stage resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Stage.class))
                    .computeIfAbsent(Stage.class, _ -> new Stage(), Stage.class);
        }
    }

    RunningHub hub() {
        return hub;
    }

    /** Somebody new at a wide window. */
    Visitor visitor() {
        return visitor(Look.WIDE_LIGHT);
    }

    Visitor visitor(Look look) {
        return browser.visitor(hub, arriving(look.options()));
    }

    /** Somebody whose browser runs no script. */
    Visitor visitorWithoutScript() {
        return browser.visitor(
                hub, arriving(Look.WIDE_LIGHT.options().setJavaScriptEnabled(false)));
    }

    /**
     * Limits count by address: journeys from one would be held up by each other. All are of this
     * machine, where the outbox is.
     */
    private NewContextOptions arriving(NewContextOptions options) {
        var address = "127.1.0." + visitors.incrementAndGet();
        return options.setExtraHTTPHeaders(Map.of("X-Forwarded-For", address));
    }

    @Override
    public void close() {
        browser.close();
        hub.close();
    }
}
