package muster.packages;

import java.util.Iterator;
import java.util.stream.StreamSupport;

/** What to say about a paste in which no package list was found. */
final class Unknowns {
    static final String WHAT_TO_PASTE =
            "Paste the output of dpkg -l, rpm -qa or apk list -I, the file"
                    + " /var/lib/dpkg/status, or a CycloneDX file (JSON).";

    static final String OF_NETWORK_SYSTEMS =
            WHAT_TO_PASTE + " Of a network device, paste the output of show version.";

    private static final int LINES_LOOKED_AT = 60;

    private Unknowns() {}

    static PackageList.Unreadable of(Paste paste) {
        if (StreamSupport.stream(paste.lines().spliterator(), false)
                .limit(LINES_LOOKED_AT)
                .anyMatch(line -> NetworkSystem.isShownBy(line.text().strip()))) {
            return new PackageList.Unreadable(
                    "This is of a network device, but does not say which it is and what it runs. "
                            + OF_NETWORK_SYSTEMS);
        }
        Iterator<Line> lines = paste.lines().iterator();
        var first = lines.hasNext() ? lines.next() : new Line(1, "");
        return new PackageList.Unreadable(why(first) + " " + WHAT_TO_PASTE);
    }

    private static String why(Line line) {
        String text = line.text().strip();
        if (text.startsWith("<?xml") || text.startsWith("<bom")) {
            return "This is XML, which is not read; CycloneDX is read as JSON.";
        } else if (text.startsWith("SPDXVersion:")) {
            return "This is an SPDX document, which is not read.";
        } else if (text.contains("command not found")
                || text.contains("not found, but can be installed")) {
            return "Line %,d says that the command does not exist on that machine."
                    .formatted(line.number());
        } else {
            return "No line of this is an installed package, beginning with line %,d."
                    .formatted(line.number());
        }
    }
}
