package muster.findings;

import org.jspecify.annotations.Nullable;

/**
 * One reason for a finding, kept as it was when it was concluded.
 *
 * @param installed the reported lines, one a line
 * @param ecosystem where the advisory speaks of: Debian:12
 * @param packageName what the advisory calls it
 * @param version of that package
 * @param range the advisory's row: "fixed in 3.0.15-1~deb12u1"
 * @param comparison "openssl 3.0.11-1~deb12u2 < 3.0.15-1~deb12u1 (DSA-5764-1)"
 */
public record Evidence(
        String installed,
        String ecosystem,
        String packageName,
        String version,
        String advisory,
        String feed,
        String range,
        String comparison,
        @Nullable String fixedVersion,
        @Nullable String note) {}
