package muster;

import java.time.Clock;
import java.util.Optional;
import muster.audit.Audit;
import muster.intake.Import;
import muster.intake.Intake;
import muster.organizations.Founding;
import muster.packages.PackageList;
import muster.tenancy.Actor;

/** Keeps in a new organization what its founder pasted before there was one. */
record KeptPaste(Intake intake, Audit audit, Clock clock) implements Founding {
    /** The name of a device that nobody named. */
    private static final String NAMELESS = "pasted";

    @Override
    public void keep(Actor founder, String paste, Optional<String> hostname) {
        var list = PackageList.recognise(paste);
        var hint = Optional.ofNullable(list.hostnameHint());
        var name = hostname.filter(it -> !it.isBlank()).or(() -> hint).orElse(NAMELESS);
        var receipt = intake.accept(Import.of(list, name), clock.instant());
        audit.record(founder, "imported", "device:" + receipt.device(), "kept a pasted list");
    }
}
