package muster.tenancy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoleTest {
    /** Who may do what, written a second time: nobody gets a right by a slip of the hand. */
    private static final String TABLE =
            """
            collectors:read      owner admin analyst operator viewer auditor
            collectors:write     owner admin operator
            devices:read         owner admin analyst operator viewer auditor
            devices:write        owner admin analyst operator
            events:read          owner admin analyst operator viewer auditor
            events:write         owner admin operator
            findings:read        owner admin analyst operator viewer auditor
            findings:write       owner admin analyst
            inventory:write      owner admin operator
            keys:read            owner admin auditor
            keys:write           owner admin
            audit:read           owner admin auditor
            members:read         owner admin analyst operator viewer auditor
            members:write        owner admin
            organization:delete  owner
            organization:read    owner admin analyst operator viewer auditor
            organization:write   owner admin
            sites:read           owner admin analyst operator viewer auditor
            sites:write          owner admin operator
            software:read        owner admin analyst operator viewer auditor
            sso:read             owner admin auditor
            sso:write            owner
            """;

    @Test
    void eachRoleMayWhatIsWritten() {
        var written = new TreeMap<String, String>();
        TABLE.lines()
                .map(line -> line.split("\\s+", 2))
                .forEach(line -> written.put(line[0], line[1]));
        var held = new TreeMap<String, String>();
        for (var permission : Permission.values()) {
            held.put(
                    permission.word(),
                    Stream.of(Role.values())
                            .filter(role -> role.may(permission))
                            .map(Role::word)
                            .collect(Collectors.joining(" ")));
        }

        assertEquals(written, held);
    }

    @Test
    void whoMayLeastComesFirst() {
        var counts =
                Role.words().stream()
                        .map(word -> Role.of(word).orElseThrow().permissions().size())
                        .toArray(Integer[]::new);

        assertEquals(6, counts.length);
        assertEquals(Permission.values().length, Arrays.asList(counts).getLast());
    }
}
