package muster.web;

import static muster.web.QueryTest.CLOCK;
import static muster.web.QueryTest.FIELDS;
import static muster.web.QueryTest.ID;
import static muster.web.QueryTest.query;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses of one list, changed a little. */
final class QueryLinksTest {
    @Test
    void linksKeepWhatIsAskedAndChangeOneThing() {
        var query =
                Query.parse(
                        Map.of("q", "web kev:true", "device", ID, "sort", "hostname", "cursor", ""),
                        FIELDS,
                        CLOCK);
        var links = query.links();
        var device = "&device=" + ID;
        assertEquals("?q=web+kev%3Atrue" + device + "&sort=-hostname", links.sorted("hostname"));
        assertEquals("?q=web+kev%3Atrue" + device + "&sort=findings", links.sorted("findings"));
        assertEquals("ascending", links.order("hostname"));
        assertEquals(
                "?q=web+kev%3Atrue" + device + "&sort=hostname&format=csv", links.export("csv"));
        assertEquals("?sort=hostname", links.all());
        assertEquals(
                List.of(
                        new QueryLinks.Chip("web", "?q=kev%3Atrue" + device + "&sort=hostname"),
                        new QueryLinks.Chip("kev:true", "?q=web" + device + "&sort=hostname"),
                        new QueryLinks.Chip("device: " + ID, "?q=web+kev%3Atrue&sort=hostname")),
                links.chips());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | ?q=severity%3Ahigh | false",
                "web | ?q=web+severity%3Ahigh | false",
                "a OR b | ?q=%28a+OR+b%29+severity%3Ahigh | false",
                "severity:critical | ?q=severity%3Ahigh | false",
                "web severity:>=low kev:true | ?q=web+kev%3Atrue+severity%3Ahigh | false",
                "severity:low OR severity:critical | ?q=severity%3Ahigh | false",
                "-severity:critical web | ?q=web+severity%3Ahigh | false",
                "severity:HIGH | ? | true",
                "web severity:high | ?q=web | true",
            })
    void aChoiceComesInPlaceOfWhatIsAskedOfItsField(String text, String href, boolean current) {
        assertEquals(
                new Parts.Choice("High", href, current, null),
                query(text).links().choice("High", "severity:high"));
    }

    @Test
    void aChoiceComesInPlaceOfAParameterOfItsField() {
        var critical = Query.parse(Map.of("severity", "critical"), FIELDS, CLOCK).links();
        assertEquals(
                Parts.Choice.of("High", "?q=severity%3Ahigh", false),
                critical.choice("High", "severity:high"));
        assertEquals(
                Parts.Choice.of("Critical", "?", true),
                critical.choice("Critical", "severity:critical"));
    }
}
