package muster.identity.saml;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import muster.tenancy.Role;

/**
 * What becomes of a member when they next sign in, by the groups that they had when they last did.
 *
 * @param kept whether they stay an owner whatever their groups say
 */
public record Foreseen(
        UUID id,
        String name,
        String email,
        List<String> groups,
        Role role,
        Role becomes,
        boolean kept) {
    public Foreseen {
        groups = List.copyOf(groups);
    }

    /** Whether it is another role than now. */
    public boolean changes() {
        return role != becomes;
    }

    /** The groups, to be read. */
    public String told() {
        return String.join(", ", groups);
    }

    /**
     * Of everybody who came.
     *
     * @param otherwise the role of whom no group gives one
     * @param owners how many there are: of those who cease to be one, the last stays
     */
    static List<Foreseen> of(
            List<Memberships.Seen> seen,
            List<Groups.Mapping> mappings,
            Role otherwise,
            int owners) {
        var all = new ArrayList<Foreseen>();
        var left = owners;
        for (var one : seen) {
            var said = Groups.role(mappings, one.groups(), otherwise).orElse(one.role());
            var ceases = one.role() == Role.OWNER && said != Role.OWNER;
            var kept = ceases && (one.breakGlass() || left == 1);
            if (ceases && !kept) {
                left--;
            }
            all.add(
                    new Foreseen(
                            one.person(),
                            one.name(),
                            one.email(),
                            one.groups(),
                            one.role(),
                            kept ? Role.OWNER : said,
                            kept));
        }
        return List.copyOf(all);
    }
}
