package muster.identify;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SnmpSecretsTest {
    @Test
    void communitiesUsersAndKeysAreSecretAndNamesLikeThemAreNot() {
        assertTrue(SnmpSecrets.has("1.3.6.1.6.3.18.1.1.1.2.1"));
        assertTrue(SnmpSecrets.has(".1.3.6.1.6.3.15"));
        assertTrue(SnmpSecrets.has("1.3.6.1.2.1.14.7.1.16.10.0.0.1.0"));
        assertFalse(SnmpSecrets.has("1.3.6.1.6.3.10.2.1.1.0"));
        assertFalse(SnmpSecrets.has("1.3.6.1.6.3.150.1"));
        assertFalse(SnmpSecrets.has("1.3.6.1.2.1.1.1.0"));
    }

    @Test
    void noRuleReadsAny() {
        for (var question : Identification.snmpQuestions()) {
            assertFalse(SnmpSecrets.has(question.oid()), question.oid());
        }
    }
}
