package muster.identify;

/** To whom hardware addresses and enterprise numbers were assigned. */
final class Registry {
    private Registry() {}

    static Registry load() {
        return new Registry();
    }

    /** Notes who made the interface; nobody where the address was made up or is a group's. */
    void read(Evidence.Mac evidence, Draft draft) {}
}
