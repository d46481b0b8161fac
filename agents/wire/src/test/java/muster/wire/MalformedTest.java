package muster.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static muster.wire.Report.Malformed.Kind.TOO_LARGE;
import static muster.wire.Report.Malformed.Kind.UNREADABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to get a report wrong has a message that says what, which one and why. */
class MalformedTest {
    private static final String ID = "\"report_id\":\"0198a6f2-4f3c-7c1e-9a55-0d5f3c1b2a10\"";
    private static final String DEVICE = ID + ",\"hostname\":\"web-1\"";

    record Case(Report.Malformed.Kind kind, String why, String text, Charset charset) {
        byte[] body() {
            return text.getBytes(charset);
        }

        @Override
        public String toString() {
            return why;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                refused("the report: nothing, expected an object", ""),
                refused("not the JSON of a report", "{"),
                refused("the report: a list, expected an object", "[]"),
                refused("the report: nothing, expected an object", " "),
                refused("the report: null, expected an object", "null"),
                refused("hostname: missing or blank", "{" + ID + ",\"products\":[]}"),
                refused(
                        "hostname: missing or blank",
                        "{" + ID + ",\"hostname\":\" \",\"products\":[]}"),
                refused("serial: a number, expected text", report("\"serial\":7", "")),
                refused("products: missing", "{" + DEVICE + "}"),
                refused("products: null, expected a list", "{" + DEVICE + ",\"products\":null}"),
                refused("products: an object, expected a list", "{" + DEVICE + ",\"products\":{}}"),
                refused("products[0]: text, expected an object", report("", "\"openssl\"")),
                refused(
                        "hostname: nothing of it can be seen",
                        "{" + ID + ",\"hostname\":\"\\u200b\\u2060\",\"products\":[]}"),
                refused("report_id: missing", "{\"hostname\":\"web-1\",\"products\":[]}"),
                refused("report_id: \"1-1-1-1-1\" is not a UUID", "{\"report_id\":\"1-1-1-1-1\"}"),
                refused("location: wire version 1 has no such field", report("\"location\":1", "")),
                refused(
                        "products[1].size: wire version 1 has no such field",
                        report("", "{\"product_name\":\"a\"},{\"size\":1}")),
                refused("Duplicate field 'hostname'", report("\"hostname\":\"b\"", "")),
                refused(
                        "Duplicate field 'version'",
                        report("", "{\"product_name\":\"a\",\"version\":\"1\",\"version\":\"2\"}")),
                refused("NaN", report("\"serial\":NaN", "")),
                refused("something follows the end", report("", "") + "{}"),
                refused("not the JSON of a report", report("", "") + "x"),
                refused(
                        "hostname: NUL at character 4",
                        "{" + ID + ",\"products\":[],\"hostname\":\"web\\u0000\"}"),
                refused(
                        "serial: lone surrogate at character 2",
                        report("\"serial\":\"a\\ud800\"", "")),
                refused(
                        "serial: lone surrogate at character 1",
                        report("\"serial\":\"\\udc00b\"", "")),
                refused(
                        "serial: U+0007 at character 2: a control character",
                        report("\"serial\":\"a\\u0007b\"", "")),
                refused(
                        "hostname: U+000A at character 4",
                        "{" + ID + ",\"products\":[],\"hostname\":\"web\\n1\"}"),
                refused(
                        "products[0].product_name: U+202E at character 5",
                        report("", "{\"product_name\":\"evil\\u202egpj\"}")),
                refused(
                        "products[0].version: U+2066",
                        report("", "{\"product_name\":\"a\",\"version\":\"1\\u2066\"}")),
                refused("not the JSON of a report", "{\"hostname\":\"web\u0000\"}"),
                new Case(UNREADABLE, "not valid UTF-8", "{\"\u00ff\"", ISO_8859_1),
                new Case(
                        UNREADABLE,
                        "not valid UTF-8",
                        "{\"hostname\":\"\u00ed\u00a0\u0080\"}",
                        ISO_8859_1),
                new Case(UNREADABLE, "not the JSON of a report", report("", ""), UTF_16LE),
                refused("ip_address: \"10.0.0.256\"", report("\"ip_address\":\"10.0.0.256\"", "")),
                refused("ip_address: \"localhost\"", report("\"ip_address\":\"localhost\"", "")),
                refused("ip_address: a number", report("\"ip_address\":167772171", "")),
                refused(
                        "mac_addresses[1]: \"xx\"",
                        report("\"mac_addresses\":[\"525400123456\",\"xx\"]", "")),
                refused(
                        "mac_addresses: more than 256",
                        report(
                                "\"mac_addresses\":[" + repeated("\"525400123456\"", 257) + "]",
                                "")),
                refused(
                        "asset_type: not a short word",
                        report("\"asset_type\":\"a server of ours\"", "")),
                refused(
                        "products[0].source_type: not a short word",
                        report("", "{\"product_name\":\"a\",\"source_type\":\"<b>\"}")),
                refused(
                        "products[0].product_name: missing or blank",
                        report("", "{\"version\":\"1\"}")),
                refused(
                        "products[0].version: a number, expected text",
                        report("", "{\"product_name\":\"a\",\"version\":1.2}")),
                refused(
                        "products[0].product_name: 513 characters, at most 512",
                        report("", "{\"product_name\":\"" + "x".repeat(513) + "\"}")),
                refused(
                        "hostname: 9,000 characters, at most 512",
                        "{" + ID + ",\"products\":[],\"hostname\":\"" + "x".repeat(9_000) + "\"}"),
                new Case(
                        TOO_LARGE,
                        "products: more than 20,000",
                        report("", repeated("{\"product_name\":\"a\"}", 20_001)),
                        UTF_8),
                new Case(
                        TOO_LARGE,
                        "8,388,609 bytes, at most 8,388,608",
                        " ".repeat(Limits.REPORT_BYTES_MAX + 1),
                        UTF_8));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatWhichOneAndWhy(Case malformed) {
        var refused = assertThrows(Report.Malformed.class, () -> Report.decode(malformed.body()));

        assertTrue(refused.getMessage().contains(malformed.why()), refused.getMessage());
        assertEquals(malformed.kind(), refused.kind());
        assertFalse(refused.getMessage().matches("(?s).*(?:Source|Feature|enable).*"));
        assertTrue(refused.getMessage().length() < 300, "a message is no copy of the report");
    }

    @Test
    void textAtTheLimitIsTaken() {
        // 512 characters, of which each takes two chars in Java and four bytes on the wire.
        var name = "\ud83d\ude80".repeat(Limits.TEXT_CHARACTERS_MAX);
        var body = report("", "{\"product_name\":\"" + name + "\"}");

        var inventory = (Inventory) Report.decode(Fixtures.utf8(body)).sightings().getFirst();
        assertEquals(name, inventory.software().getFirst().name());
    }

    @Test
    void whatIsIgnoredMustStillBeSound() {
        for (var unsound :
                List.of(
                        "[".repeat(100_000),
                        "[\"\\u0000\"]",
                        "{\"\\ud800\":1}",
                        "{\"a\":1,\"a\":2}")) {
            var body =
                    Fixtures.utf8("{\"hostname\":\"a\",\"products\":[],\"more\":" + unsound + "}");
            assertThrows(Report.Malformed.class, () -> Report.decodeCompatible(body), unsound);
        }
    }

    private static Case refused(String why, String body) {
        return new Case(UNREADABLE, why, body, UTF_8);
    }

    private static String report(String field, String products) {
        return "{"
                + DEVICE
                + (field.isEmpty() ? "" : "," + field)
                + ",\"products\":["
                + products
                + "]}";
    }

    private static String repeated(String item, int times) {
        return (item + ",").repeat(times - 1) + item;
    }
}
