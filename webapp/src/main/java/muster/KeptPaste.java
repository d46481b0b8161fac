package muster;

import java.time.Clock;
import java.util.Optional;
import muster.audit.Audit;
import muster.intake.Import;
import muster.intake.Intake;
import muster.organizations.Founding;
import muster.packages.PackageList;
import muster.scans.Pasted;
import muster.tenancy.Actor;

/** Keeps in a new organization what its founder pasted before there was one. */
record KeptPaste(Intake intake, Audit audit, Clock clock) implements Founding {
    /** The name of a device that nobody named. */
    private static final String NAMELESS = "pasted";

    @Override
    public void keep(Actor founder, String paste, Optional<String> hostname) {
        var receipt = kept(paste, hostname);
        audit.record(founder, "imported", "device:" + receipt.device(), "kept a pasted list");
    }

    private Intake.Receipt kept(String paste, Optional<String> hostname) {
        try {
            return kept(PackageList.recognise(paste), hostname);
        } catch (PackageList.Unreadable unreadable) {
            var name = hostname.filter(it -> !it.isBlank());
            var printed = Pasted.of(paste, name.orElse(""));
            return printed.filter(it -> it.hostname().isPresent())
                    .or(() -> printed.flatMap(_ -> Pasted.of(paste, NAMELESS)))
                    .map(it -> intake.accept(it, clock.instant()))
                    .orElseThrow(() -> unreadable);
        }
    }

    private Intake.Receipt kept(PackageList list, Optional<String> hostname) {
        var hint = Optional.ofNullable(list.hostnameHint());
        var name = hostname.filter(it -> !it.isBlank()).or(() -> hint).orElse(NAMELESS);
        return intake.accept(Import.of(list, name), clock.instant());
    }
}
