package muster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T13:05:09Z");

    @TempDir Path folder;

    /** A device of a page. */
    public record Device(String name, @Nullable String serial) {}

    @Test
    void recordsAreReadByTheirComponents() throws IOException {
        var html = render("<p th:text='${device.name}'></p>", Map.of("device", web1()));
        assertEquals("<p>web-1</p>", html);
    }

    @Test
    void anAbsentValueIsEmptyButAnUnknownVariableFailsThePage() throws IOException {
        var variables = new HashMap<String, @Nullable Object>();
        variables.put("serial", null);
        assertEquals("<p></p>", render("<p th:text='${serial}'></p>", variables));
        assertTrue(failure("<p th:text='${seriel}'></p>", variables).contains("${seriel}"));
        assertTrue(
                failure("<p th:text='${device.nam}'></p>", Map.of("device", web1()))
                        .contains("nam"));
    }

    @Test
    void anUnknownMessageFailsThePage() throws IOException {
        Files.writeString(folder.resolve("messages.properties"), "greeting=Hello {0}\n");
        assertEquals(
                "<p>Hello Ada</p>", render("<p th:text=\"#{greeting('Ada')}\"></p>", Map.of()));
        assertTrue(failure("<p th:text='#{greting}'></p>", Map.of()).contains("greting"));
    }

    @Test
    void aRoomsMessagesStandInItsFolder() throws IOException {
        Files.createDirectory(folder.resolve("devices"));
        Files.writeString(folder.resolve("devices/messages.properties"), "devices.title=Devices\n");
        assertEquals("<p>Devices</p>", render("<p th:text='#{devices.title}'></p>", Map.of()));
    }

    @Test
    void staticLinksCarryTheirHashAndOthersDoNot() throws IOException {
        assertEquals(
                "<a href='/static/muster.css?v=1f3a'></a>",
                render("<a th:href='@{/static/muster.css}'></a>", Map.of()));
        assertEquals(
                "<a href=\"/devices?q=a%26b\"></a>",
                render("<a th:href=\"@{/devices(q='a&amp;b')}\"></a>", Map.of()));
    }

    @Test
    void timesAreRelativeAndGroupedNumbersAre() throws IOException {
        Files.writeString(
                folder.resolve("messages.properties"), "time.ago={0} ago\ntime.minutes={0} min\n");
        var variables = Map.of("at", NOW.minus(Duration.ofMinutes(3)), "n", 12408);
        assertEquals(
                "<p>3 min ago</p><p>12,408</p>",
                render(
                        "<p th:text='${#times.ago(at)}'></p><p"
                                + " th:text='${#figures.grouped(n)}'></p>",
                        variables));
    }

    private static Device web1() {
        return new Device("web-1", null);
    }

    private String failure(String template, Map<String, ? extends @Nullable Object> variables) {
        Throwable cause = assertThrows(RuntimeException.class, () -> render(template, variables));
        var messages = new StringBuilder();
        for (; cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append('\n');
        }
        return messages.toString();
    }

    private String render(String template, Map<String, ? extends @Nullable Object> variables)
            throws IOException {
        Files.writeString(folder.resolve("page.html"), template);
        return templates().page("page", variables);
    }

    private Templates templates() {
        return Templates.edited(folder, Clock.fixed(NOW, ZoneOffset.UTC), link -> link + "?v=1f3a");
    }
}
