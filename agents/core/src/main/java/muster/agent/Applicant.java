package muster.agent;

/**
 * What a collector says of itself when it enrolls.
 *
 * @param kind agent, scanner or connector
 * @param version the program's own
 * @param platform operating system and processor: {@code linux-amd64}
 */
public record Applicant(
        String hostname, String kind, String version, String platform, Fingerprint machine) {}
