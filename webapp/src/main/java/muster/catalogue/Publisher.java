package muster.catalogue;

import java.util.List;

/**
 * Who stands behind a feed, for the reader.
 *
 * @param word names the feed among the words of its id
 * @param licence source and terms
 */
record Publisher(String word, String title, String licence) {
    private static final String GITHUB = "GitHub Advisory Database, CC-BY-4.0";

    /** The first whose word is in the id counts. */
    private static final List<Publisher> KNOWN =
            List.of(
                    new Publisher(
                            "kev",
                            "CISA known exploited vulnerabilities",
                            "CISA, public domain (CC0-1.0)"),
                    new Publisher(
                            "excerpt",
                            "Well-known advisories",
                            "Debian security tracker, Alpine secdb, NVD; summaries by Muster"),
                    new Publisher(
                            "debian",
                            "Debian",
                            "Debian security tracker by OSV, publisher's terms"),
                    new Publisher("alpine", "Alpine", "Alpine secdb by OSV, publisher's terms"),
                    new Publisher(
                            "ubuntu", "Ubuntu", "Ubuntu security notices by OSV, CC-BY-SA-4.0"),
                    new Publisher("npm", "npm", GITHUB),
                    new Publisher("pypi", "PyPI", "PyPA and GitHub advisories, CC-BY-4.0"),
                    new Publisher("pip", "PyPI", GITHUB),
                    new Publisher("maven", "Maven", GITHUB),
                    new Publisher("go", "Go", "Go vulnerability database, CC-BY-4.0"),
                    new Publisher("crates", "crates.io", "RustSec, CC0-1.0"));

    static Publisher of(String id) {
        var words = List.of(id.split("[-_. ]+", -1));
        return KNOWN.stream()
                .filter(publisher -> words.contains(publisher.word))
                .findFirst()
                .orElse(new Publisher(id, id, "publisher's terms"));
    }
}
