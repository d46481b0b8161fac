package muster.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which rule is believed, and where it looks. */
class SnmpRulesTest {
    private static final String DEVICE =
            """
            1.3.6.1.2.1.1.1.0|4|Thing OS 3.1 on T-100
            1.3.6.1.2.1.1.2.0|6|.1.3.6.1.4.1.99999.1.7
            1.3.6.1.4.1.99999.2.1.0|4|N/A
            1.3.6.1.4.1.99999.2.1.1|4|4.2
            1.3.6.1.4.1.99999.3.1.5|4|fan
            1.3.6.1.4.1.99999.3.1.6|4|chassis
            1.3.6.1.4.1.99999.3.2.5|4|F-1
            1.3.6.1.4.1.99999.3.2.6|4|C-9
            1.3.6.1.4.1.99999.4.0|2|6
            1.3.6.1.4.1.99999.1.7.2.1.0|4|T-107
            """;

    @Test
    void theLongestObjectIdWinsThenTheMostConditionsAndFallbacksComeLast() {
        var broad = rule("broad", Map.of("oid", "99999", "product", "cisco/ios"));
        var narrow = rule("narrow", Map.of("oid", "99999.1", "product", "cisco/nx-os"));
        var narrower =
                rule(
                        "narrower",
                        Map.of(
                                "oid",
                                "99999.1",
                                "has",
                                "sysDescr /Thing/",
                                "product",
                                "cisco/asa"));
        var fallback =
                rule(
                        "fallback",
                        Map.of(
                                "oid", "99999.1.7",
                                "has", "sysDescr /Thing/",
                                "fallback", "true",
                                "product", "arista/eos"));
        assertEquals("IOS", found(Field.OS, broad, fallback));
        assertEquals("NX-OS", found(Field.OS, broad, narrow));
        assertEquals("ASA", found(Field.OS, broad, narrow, narrower, fallback));
        assertEquals("EOS", found(Field.OS, fallback));
        var other = rule("other", Map.of("oid", "9999", "product", "cisco/ios"));
        assertEquals("", found(Field.OS, other));
    }

    @Test
    void ruleWithoutAProductAddsWhatTheBelievedOneLeavesOpen() {
        var product =
                rule(
                        "product",
                        Map.of(
                                "oid",
                                "99999",
                                "product",
                                "cisco/ios",
                                "version",
                                "sysDescr /OS (\\S+)/"));
        var general =
                rule(
                        "general",
                        Map.of(
                                "has",
                                "sysDescr",
                                "version",
                                "99999.2.1",
                                "model",
                                "sysDescr /on (\\S+)/"));
        assertEquals("3.1", found(Field.VERSION, product, general));
        assertEquals("T-100", found(Field.MODEL, product, general));
        assertEquals("4.2", found(Field.VERSION, general));
    }

    @Test
    void sourcesPassOverPlaceholdersAndChooseRowsByOtherColumnsOrByIndex() {
        assertEquals("4.2", found(Field.VERSION, rule("a", source("version", "99999.2"))));
        var byColumn = Map.of("from", "99999.3.2", "where", "99999.3.1 /^chassis$/");
        assertEquals("C-9", found(Field.MODEL, rule("b", source("model", byColumn))));
        var byIndex = Map.of("from", "99999.3.2", "row", "99999.4.0");
        assertEquals("C-9", found(Field.MODEL, rule("c", source("model", byIndex))));
        var byMap =
                Map.of("from", "sysObjectID", "map", Map.of("99999.1", "T-1", "99999.1.7", "T-7"));
        assertEquals("T-7", found(Field.MODEL, rule("d", source("model", byMap))));
        assertEquals("", found(Field.MODEL, rule("e", source("model", "sysDescr /no (.)/"))));
    }

    /** Some makers repeat their variables below each model's sysObjectID. */
    @Test
    void aSourceMayStandBelowWhatTheDeviceCallsItself() {
        var below = source("model", "sysObjectID.2.1.0");
        assertEquals("T-107", found(Field.MODEL, rule("a", below)));
    }

    @Test
    void answersNameTheLineThatTheyStandIn() {
        var identity = identity(rule("a", source("version", "99999.2")));
        assertEquals(
                new Why("1.3.6.1.4.1.99999.2.1.1|4|4.2", "snmp/a"),
                identity.whys().get(Field.VERSION));
    }

    @Test
    void aRuleThatCannotBeReadSaysWhere() {
        var unknown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> found(Field.OS, rule("a", Map.of("verison", "99999"))));
        assertEquals("test.yaml.a: unknown [verison]", unknown.getMessage());
        for (var wrong : List.of("99999 /(/", "99999 x", "no.oid")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> found(Field.OS, rule("a", source("version", wrong))));
        }
    }

    private static Map<String, Object> source(String field, Object source) {
        return Map.of("oid", "99999", field, source);
    }

    private static Map<String, Object> rule(String id, Map<String, ?> body) {
        return Map.of(id, body);
    }

    @SafeVarargs
    private static String found(Field field, Map<String, Object>... rules) {
        return identity(rules).find(field).orElse("");
    }

    @SafeVarargs
    private static Identity identity(Map<String, Object>... rules) {
        var file = new LinkedHashMap<String, Object>();
        for (var rule : rules) {
            file.putAll(rule);
        }
        var draft = new Draft();
        new SnmpRules(List.of(Entry.of("test.yaml", file)), Products.of(new RuleFiles().products()))
                .read(new Evidence.Snmp(DEVICE), draft);
        return draft.done();
    }
}
