package muster.agent.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import muster.packages.Damaged;
import muster.wire.Limits;
import muster.wire.Report;
import muster.wire.SourceFailure;
import org.jspecify.annotations.Nullable;

/** The sources that could not be read, while the others go on. */
final class Failures {
    static final String NOT_PERMITTED = "the user that the agent runs as may not read it";

    private final List<SourceFailure> all = new ArrayList<>();

    /** Reads one source. */
    interface Source<T> {
        T read() throws IOException;
    }

    /** What a source says, or the other value where it cannot be read. */
    <T> T attempt(String name, Source<T> source, T otherwise) {
        return attempt(name, source).orElse(otherwise);
    }

    /** What a source says, or nothing where it cannot be read. */
    <T> Optional<T> attempt(String name, Source<T> source) {
        try {
            return Optional.of(source.read());
        } catch (IOException failed) {
            add(name, why(failed));
        } catch (UncheckedIOException | DirectoryIteratorException failed) {
            add(name, why(failed.getCause()));
        } catch (Report.Malformed failed) {
            add(name, failed.getMessage());
        } catch (RuntimeException failed) {
            // A fault of ours in one source must not cost the others.
            add(name, "it could not be understood (" + failed.getClass().getSimpleName() + ")");
        }
        return Optional.empty();
    }

    void add(String name, String why) {
        if (all.size() < Limits.FAILURES_MAX) {
            all.add(new SourceFailure(name, why));
        }
    }

    List<SourceFailure> all() {
        return List.copyOf(all);
    }

    /** A sentence without paths, since they can name people. */
    static String why(@Nullable Throwable failed) {
        return switch (failed) {
            case Damaged damaged -> "it is damaged: " + damaged.getMessage();
            case AccessDeniedException denied -> NOT_PERMITTED;
            case RpmOnDisk.WrittenMeanwhile busy -> "it was written while it was read";
            case NoSuchFileException missing -> "it is not there";
            case null, default -> "it could not be read";
        };
    }
}
