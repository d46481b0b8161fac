package muster.devices;

import muster.plans.Plans;
import muster.web.Problem;

/** How many devices an organization's plan has room for. */
public final class Seats {
    private static final int FORBIDDEN = 403;

    private final Plans plans;
    private final Counters counters;

    public Seats(Plans plans, Counters counters) {
        this.plans = plans;
        this.counters = counters;
    }

    /** Whether one more device would fit now. */
    public boolean hasRoom() {
        return plans.current().admitsDevice(counters.value(Counters.Of.DEVICES));
    }

    /** Checks the device that has just been counted; a refusal undoes all of the transaction. */
    public void admitOneMore() {
        var plan = plans.current();
        if (!plan.admitsDevice(counters.value(Counters.Of.DEVICES) - 1)) {
            throw Problem.of(
                    FORBIDDEN,
                    "The plan is full",
                    "the plan %s has room for %,d devices: retire one, or choose another plan"
                            .formatted(plan.title(), plan.devicesMax().orElse(0)));
        }
    }
}
