package muster.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What lies in the folder of a spool when a collector starts.
 *
 * @param whole in their order
 * @param torn files that are not what was written
 * @param highest the highest number in any file's name
 */
record SpoolFiles(List<Batch> whole, List<Path> torn, long highest) {
    SpoolFiles {
        whole = List.copyOf(whole);
        torn = List.copyOf(torn);
    }

    static SpoolFiles in(Path folder) throws IOException {
        var whole = new ArrayList<Batch>();
        var torn = new ArrayList<Path>();
        long highest = 0;
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                var name = file.getFileName().toString();
                if (name.endsWith(Disk.UNFINISHED)) {
                    Files.delete(file);
                    continue;
                }
                long number = Batch.numberIn(name);
                highest = Math.max(highest, number);
                if (number > 0) {
                    read(file)
                            .map(Batch::read)
                            .filter(batch -> batch.number() == number)
                            .ifPresentOrElse(whole::add, () -> torn.add(file));
                }
            }
        }
        whole.sort(Comparator.comparingLong(Batch::number));
        return new SpoolFiles(whole, torn, highest);
    }

    /** Empty where it is not there any more, or the disk does not give it back. */
    static Optional<byte[]> read(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
