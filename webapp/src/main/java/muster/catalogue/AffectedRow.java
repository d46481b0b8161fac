package muster.catalogue;

import java.util.ArrayList;
import java.util.List;
import muster.matching.Span;
import org.jspecify.annotations.Nullable;

/** One stretch of affected versions of a package as the table {@code affected} holds it. */
record AffectedRow(
        String advisory,
        int position,
        String ecosystem,
        String name,
        Span span,
        @Nullable String note) {

    /** All stretches of a record; a withdrawn one affects nothing. */
    static List<AffectedRow> of(OsvRecord record) {
        var rows = new ArrayList<AffectedRow>();
        if (record.withdrawn() == null) {
            for (var affected : record.affected()) {
                for (var span : affected.spans()) {
                    rows.add(
                            new AffectedRow(
                                    record.id(),
                                    rows.size(),
                                    affected.ecosystem(),
                                    affected.name(),
                                    span,
                                    affected.note()));
                }
            }
        }
        return rows;
    }
}
