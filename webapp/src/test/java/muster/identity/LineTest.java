package muster.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people, organizations, sites and keys may be called. */
class LineTest {
    private static final int LETTERS_MAX = 20;

    @ParameterizedTest
    @ValueSource(strings = {"Acme", "Zoë & Söhne", "שלום", "株式会社", "🚀 Rockets"})
    void aNameIsWhateverPeopleWrite(String name) {
        assertEquals(Optional.of(name), Line.of(" " + name + " ", LETTERS_MAX));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" ", "a\nb", "a\tb", "a\u0007b", "a\u009bb", "emca\u202e", "a\u2066b\u2069"})
    void aNameHasNothingThatNobodySees(String name) {
        assertEquals(Optional.empty(), Line.of(name, LETTERS_MAX));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u200b", "\ufeff\u2060", "\u00ad \u200d", "\u3164", "\u2800", "\ufe0f"})
    void aNameShowsAsSomething(String name) {
        assertEquals(Optional.empty(), Line.of(name, LETTERS_MAX));
    }

    @Test
    void aNameHasAnEnd() {
        assertEquals(Optional.empty(), Line.of("x".repeat(LETTERS_MAX + 1), LETTERS_MAX));
    }
}
