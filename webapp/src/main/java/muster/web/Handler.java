package muster.web;

/** Answers one request: finds, does one thing, replies. It never sends. */
@FunctionalInterface
public interface Handler {
    Reply handle(Request request);

    /** Does what needs no transaction, and says what is left to do in one. */
    default Handler prepared(Request request) {
        return this;
    }

    /** A handler whose first step reads and checks what was sent, while no transaction is open. */
    static Handler ahead(Ahead first) {
        return new InSteps(first);
    }

    /** What a handler does before there is a transaction; what it gives does the rest in one. */
    @FunctionalInterface
    interface Ahead {
        Handler first(Request request);
    }

    /** A handler in two steps: a connection to the database waits for nobody's parsing. */
    record InSteps(Ahead ahead) implements Handler {
        @Override
        public Handler prepared(Request request) {
            return ahead.first(request);
        }

        @Override
        public Reply handle(Request request) {
            return prepared(request).handle(request);
        }
    }
}
