package muster.web;

import java.util.Optional;
import muster.database.Database;
import muster.wire.Signature;

/** The one place where what went wrong becomes a status. */
final class Problems {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String STATEMENT_CANCELLED = "57014";
    private static final String CONNECTION_FAILURE_CLASS = "08";

    private static final int RETRY_SECONDS = 5;

    /** What was too slow once is hardly faster at once. */
    private static final int SLOW_RETRY_SECONDS = 30;

    private static final String LESS = "; send less at once, such as the list of one machine";

    private Problems() {}

    /** What to tell the visitor; nothing where the fault is ours. */
    static Optional<Problem> of(RuntimeException failure) {
        return switch (failure) {
            case Problem problem -> Optional.of(problem);
            case Json.Malformed malformed -> Optional.of(Problem.badRequest(said(malformed)));
            case Query.Malformed malformed -> Optional.of(Problem.badRequest(said(malformed)));
            case Body.Malformed malformed -> Optional.of(Problem.badRequest(said(malformed)));
            case Signature.Malformed malformed -> Optional.of(Problem.badRequest(said(malformed)));
            case Body.TooLarge large ->
                    Optional.of(Problem.of(413, "Too large", said(large) + LESS));
            case Body.Unsupported unsupported ->
                    Optional.of(Problem.of(415, "Unsupported media type", said(unsupported)));
            case Database.Failure database -> ofDatabase(database);
            default -> Optional.empty();
        };
    }

    private static Optional<Problem> ofDatabase(Database.Failure failure) {
        if (failure.passes()) {
            return Optional.of(Problem.busy("the database is busy: try again soon", RETRY_SECONDS));
        }
        return switch (failure.state()) {
            case UNIQUE_VIOLATION ->
                    Optional.of(
                            Problem.of(409, "Conflict", "somebody was faster: this exists now"));
            case STATEMENT_CANCELLED ->
                    Optional.of(
                            Problem.busy("this took too long: ask for less", SLOW_RETRY_SECONDS));
            case String state when state.startsWith(CONNECTION_FAILURE_CLASS) ->
                    Optional.of(Problem.of(503, "Not available", "the database does not answer"));
            default -> Optional.empty();
        };
    }

    private static String said(RuntimeException failure) {
        return String.valueOf(failure.getMessage());
    }
}
