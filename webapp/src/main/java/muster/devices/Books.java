package muster.devices;

import muster.database.Database;

/** What is kept in step with the devices that there are, whenever they become more or fewer. */
public record Books(
        Database database,
        Timeline timeline,
        Counters counters,
        Belongings belongings,
        Seats seats) {
    /**
     * There is one more, in the last step of a transaction: it holds up whoever counts as well.
     *
     * @throws muster.web.Problem 403 where the plan has no room for it
     */
    void oneMore() {
        counters.lock();
        counters.add(Counters.Of.DEVICES, 1);
        seats.admitOneMore();
    }

    /** There is one less. */
    void oneLess() {
        counters.lock();
        counters.add(Counters.Of.DEVICES, -1);
    }
}
