package muster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables as files. */
final class CsvTest {
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    @Test
    void writesATable() throws IOException {
        try (var csv = new Csv(file, List.of("hostname", "findings", "last_seen"))) {
            csv.row("web, \"one\"", 7, Instant.parse("2026-11-22T06:00:00Z"));
            csv.row("z\u00fcrich\nzwei", -7, null);
        }
        assertEquals(
                "hostname,findings,last_seen\r\n"
                        + "\"web, \"\"one\"\"\",7,2026-11-22T06:00:00Z\r\n"
                        + "\"z\u00fcrich\nzwei\",-7,\r\n",
                written());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "=1+1 | '=1+1",
                "+1 | '+1",
                "@SUM(A1) | '@SUM(A1)",
                "-cmd | '-cmd",
                "-2.5 | -2.5",
                "~ =1~ | ' =1",
                "~\u200b=1~ | '\u200b=1",
                "\uFF1D1 | '\uFF1D1",
                "~\t1~ | '\t1",
                "web-01 | web-01",
                "3.0.11-1~~deb12u2 | 3.0.11-1~~deb12u2"
            })
    void aFormulaIsDefused(String text, String cell) throws IOException {
        try (var csv = new Csv(file, List.of("a"))) {
            csv.row(text);
        }
        assertEquals("a\r\n" + cell + "\r\n", written());
    }

    @Test
    void aRowHasAValueForEachColumn() throws IOException {
        try (var csv = new Csv(file, List.of("a", "b"))) {
            assertThrows(IllegalArgumentException.class, () -> csv.row("only one"));
        }
    }

    @Test
    void aListIsOneJsonArray() throws IOException {
        try (var rows = new JsonRows(file)) {
            rows.row(Map.of("id", 1));
            rows.row(new Page<>(List.of("x"), null));
        }
        assertEquals("[{\"id\":1},{\"items\":[\"x\"],\"next_cursor\":null}]", written());
    }

    private String written() {
        return file.toString(StandardCharsets.UTF_8);
    }
}
