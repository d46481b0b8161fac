package muster.packages;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * What one database or file on disk says is installed.
 *
 * @param software at most {@link Limits#ITEMS_MAX}, each once, in the file's order
 * @param unread how many of its entries were not understood
 * @param why why the first of those was not, which repeats nothing of the content; null where all
 *     were
 */
public record Reading(List<Software> software, int unread, @Nullable String why) {
    public Reading {
        software = List.copyOf(software);
    }

    /** Reads into a harvest, and hands over what it brought in. */
    interface Reader {
        void into(Harvest harvest) throws IOException;
    }

    /** Where the reader passes a limit, the file as a whole is refused. */
    static Reading of(Reader reader) throws IOException {
        var harvest = new Harvest();
        try {
            reader.into(harvest);
        } catch (PackageList.Unreadable tooMany) {
            throw new Damaged("more than %,d packages".formatted(Limits.ITEMS_MAX));
        } catch (UncheckedIOException unreadable) {
            var cause = unreadable.getCause();
            if (cause != null) {
                throw named(cause);
            }
            throw unreadable;
        } catch (IOException unreadable) {
            throw named(unreadable);
        }
        var first = harvest.unread().isEmpty() ? null : harvest.unread().getFirst();
        return new Reading(
                List.copyOf(harvest.software()),
                harvest.unreadTotal(),
                first == null ? null : "entry %,d: %s".formatted(first.line(), first.why()));
    }

    /** What the platform throws at a broken zip is damage like any other. */
    private static IOException named(IOException unreadable) {
        return unreadable instanceof ZipException || unreadable instanceof EOFException
                ? new Damaged("a zip file that cannot be inflated")
                : unreadable;
    }
}
