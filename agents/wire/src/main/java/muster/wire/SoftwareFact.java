package muster.wire;

import org.jspecify.annotations.Nullable;

/**
 * One piece of software on a device.
 *
 * @param version null where the device cannot tell it
 * @param sourceType where it comes from, an open list: os_package, code_library, deb, npm, …
 * @param sourcePackage the package it was built from, where a distribution says so
 */
public record SoftwareFact(
        @Nullable String vendor,
        String name,
        @Nullable String version,
        String sourceType,
        @Nullable String architecture,
        @Nullable String sourcePackage,
        @Nullable String sourceVersion,
        @Nullable String purl) {
    /** The word for software whose reporter does not say where it comes from. */
    public static final String SOURCE_UNKNOWN = "unknown";

    public SoftwareFact {
        vendor = Text.optional("vendor", vendor);
        name = Text.required("product_name", name);
        version = Text.optional("version", version);
        var word = Text.word("source_type", sourceType);
        sourceType = word == null ? SOURCE_UNKNOWN : word;
        architecture = Text.optional("architecture", architecture);
        sourcePackage = Text.optional("source_package", sourcePackage);
        sourceVersion = Text.optional("source_version", sourceVersion);
        purl = Text.optional("purl", purl);
    }
}
