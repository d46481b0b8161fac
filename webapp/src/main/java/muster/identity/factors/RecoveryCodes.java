package muster.identity.factors;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import muster.database.Database;
import muster.database.Sha256;
import muster.database.Sql;

/**
 * Codes on paper, for the day that a person's other factors are lost: each opens once. Their person
 * sees them when they are made; the hub keeps hashes, which is enough for 80 random bits.
 */
final class RecoveryCodes {
    static final int CODES = 10;

    /** Without those that are mistaken for each other: 32 letters, five bits each. */
    private static final String LETTERS = "23456789abcdefghijkmnpqrstuvwxyz";

    private static final int CODE_LETTERS = 16;
    private static final int GROUP_LETTERS = 4;

    private final Database database;
    private final SecureRandom random;
    private final Clock clock;

    RecoveryCodes(Database database, SecureRandom random, Clock clock) {
        this.database = database;
        this.random = random;
        this.clock = clock;
    }

    /** Makes new ones; those that there were open nothing more. At the door. */
    List<String> make(UUID person) {
        remove(person);
        var codes = Stream.generate(this::code).limit(CODES).toList();
        for (var code : codes) {
            database.run(
                    Sql.of(
                            "insert into recovery_codes (person_id, hash, made_at) values (?, ?, ?)",
                            person,
                            hash(person, code),
                            clock.instant()));
        }
        return codes;
    }

    /** Uses one up, if this is one. At the door. */
    boolean use(UUID person, String typed) {
        return database.run(
                        Sql.of(
                                "delete from recovery_codes where person_id = ? and hash = ?",
                                person,
                                hash(person, typed)))
                == 1;
    }

    /** How many the person still has. At the door. */
    long left(UUID person) {
        return database.first(
                        Sql.of(
                                "select count(*) as codes from recovery_codes where person_id = ?",
                                person),
                        row -> row.number("codes"))
                .orElseThrow();
    }

    /** Removes the person's. At the door. */
    void remove(UUID person) {
        database.run(Sql.of("delete from recovery_codes where person_id = ?", person));
    }

    private String code() {
        var code = new StringBuilder();
        for (var i = 0; i < CODE_LETTERS; i++) {
            code.append(i > 0 && i % GROUP_LETTERS == 0 ? "-" : "");
            code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return code.toString();
    }

    private static String hash(UUID person, String typed) {
        var code = typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
        return Sha256.of(person + " " + code);
    }
}
