package muster.web;

import java.util.HashMap;
import java.util.Map;

/**
 * The files being written or read just now. Each takes a connection to the database and then room
 * on the disk for as long as its reader takes: there are few, and no organization has them all.
 */
final class FilesUnderWay {
    static final int FILES_MAX = 6;
    static final int FILES_PER_READER_MAX = 2;

    private final Map<String, Integer> perReader = new HashMap<>();
    private int files;

    /** Makes room for one more, if there is any; who begins must end. */
    synchronized boolean begin(String reader) {
        var own = perReader.getOrDefault(reader, 0);
        if (files >= FILES_MAX || own >= FILES_PER_READER_MAX) {
            return false;
        }
        files++;
        perReader.put(reader, own + 1);
        return true;
    }

    synchronized void end(String reader) {
        files--;
        perReader.computeIfPresent(reader, (_, own) -> own == 1 ? null : own - 1);
    }
}
