package muster.identity;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import muster.tenancy.Permission;
import muster.web.Parts;

/** The scopes as forms offer them: the one most want first, then those that only read. */
public final class Scopes {
    private static final Comparator<Permission> USUAL_FIRST =
            Comparator.comparing((Permission one) -> one != Permission.INVENTORY_WRITE)
                    .thenComparing(one -> !one.word().endsWith(":read"));

    private Scopes() {}

    /** Those that may be given, the chosen ones ticked. */
    public static List<Parts.Option> offered(Predicate<Permission> may, Collection<String> chosen) {
        return Stream.of(Permission.values())
                .filter(may)
                .sorted(USUAL_FIRST)
                .map(Permission::word)
                .map(word -> new Parts.Option(word, word, chosen.contains(word)))
                .toList();
    }
}
