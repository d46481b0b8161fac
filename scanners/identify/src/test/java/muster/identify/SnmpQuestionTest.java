package muster.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is asked for the rules' sake, and what of it is kept. */
class SnmpQuestionTest {
    private static List<SnmpQuestion> questions(String id, Map<String, Object> body) {
        var file = Entry.of("test.yaml", Map.of(id, body));
        return new SnmpRules(List.of(file), Products.of(new RuleFiles().products())).questions();
    }

    private static SnmpQuestion question(Map<String, Object> body) {
        return questions("a", body).getFirst();
    }

    @Test
    void keepsNoValueOfWhatMustOnlyBeThere() {
        var question = question(Map.of("has", "99999.3.2"));
        assertTrue(question.isOfPresence());
        assertFalse(question.keeps("4.2"));
    }

    @Test
    void keepsWhatColumnsHaveWhoseValuesAreRead() {
        var question = question(Map.of("version", "99999.3.2.7 /^v(.+)/"));
        assertFalse(question.isOfTree());
        assertTrue(question.keeps("a version of another shape"));
    }

    /** A whole tree of a maker has its passwords too. */
    @Test
    void keepsOfATreeOnlyWhatARuleTakes() {
        var question = question(Map.of("version", "99999.3 /^v\\d/"));
        assertTrue(question.isOfTree());
        assertTrue(question.keeps("v4.2"));
        assertFalse(question.keeps("hunter2"));
    }

    @Test
    void whatWasKeptBackOrBlottedOutIsNoAnswer() {
        for (var said : List.of(SnmpQuestion.NOT_KEPT, "(secret)", "[redacted-secret]")) {
            var name = new Evidence.Snmp("1.3.6.1.2.1.1.5.0|4|" + said);
            assertFalse(Identification.of(name).find(Field.HOSTNAME).isPresent(), said);
        }
    }

    @Test
    void joinsWhatSeveralRulesReadInOnePlace() {
        var all = Map.<String, Object>of("has", "99999.3", "version", "99999.3 /^v\\d/");
        assertEquals(1, questions("a", all).size());
        assertFalse(question(all).isOfPresence());
    }

    @Test
    void saysWhatStandsBelowTheDevicesOwnName() {
        var question = question(Map.of("model", "sysObjectID.2.1.0"));
        assertTrue(question.isBelowObjectId());
        assertEquals("2.1.0", question.oid());
        assertTrue(question.keeps("T-107"));
    }

    /** A tree that keeps whatever it has is a column to who writes the rule: these are known. */
    @Test
    void noRuleReadsAllThatAMakerHas() {
        for (var question : Identification.snmpQuestions()) {
            int arcs = question.oid().split("\\.").length;
            boolean isNarrow = arcs > 8 || question.isBelowObjectId();
            boolean isOfMaker = question.oid().startsWith(Oid.ENTERPRISES);
            assertTrue(isNarrow || !isOfMaker || !question.keeps("correct horse"), question.oid());
        }
    }
}
