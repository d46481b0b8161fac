package muster.matching;

import org.jspecify.annotations.Nullable;

/**
 * A piece of installed software as its source named it, before anybody asked what the world calls
 * it.
 *
 * @param source the word of the package manager: deb, rpm, apk, npm, pypi, maven, …
 * @param sourceName the source package that a binary package was built from, where the list says so
 * @param sourceVersion the version of that source package, where the list says so
 * @param distribution the system it is installed on, where known
 */
public record Component(
        String source,
        String name,
        @Nullable String version,
        @Nullable String sourceName,
        @Nullable String sourceVersion,
        @Nullable Distribution distribution) {

    /**
     * An operating system's distribution and release.
     *
     * @param id the {@code ID} of os-release: debian, alpine, ubuntu, rocky, …
     * @param version its {@code VERSION_ID}: 12, 3.19.1, 22.04, …
     */
    public record Distribution(String id, String version) {}

    static Component of(String source, String name, String version) {
        return new Component(source, name, version, null, null, null);
    }
}
