package muster.findings;

import java.util.Optional;
import muster.matching.Ecosystems;

/**
 * How a reader goes on from a finding: where the advisory stands, and what to type on the device.
 */
final class Advice {
    private Advice() {}

    /** The publisher's own page of an advisory. */
    static String source(String ecosystem, String advisory) {
        var family = Ecosystems.family(ecosystem);
        if (advisory.startsWith("GHSA-")) {
            return "https://github.com/advisories/" + advisory;
        } else if (family.equals("Debian")) {
            return "https://security-tracker.debian.org/tracker/" + advisory;
        } else if (family.equals("Ubuntu") && advisory.startsWith("USN-")) {
            return "https://ubuntu.com/security/notices/" + advisory;
        } else if (family.equals("Alpine") && cve(advisory).isPresent()) {
            return "https://security.alpinelinux.org/vuln/" + cve(advisory).orElse(advisory);
        } else {
            return "https://osv.dev/vulnerability/" + advisory;
        }
    }

    private static Optional<String> cve(String advisory) {
        var at = advisory.indexOf("CVE-");
        return at < 0 ? Optional.empty() : Optional.of(advisory.substring(at));
    }

    /**
     * The line that upgrades the software, for a person to read and run; the hub runs nothing.
     * Empty where it would be a guess, or where a name or version is not plain enough to paste.
     */
    static Optional<String> command(Finding finding) {
        var fixed = finding.fixedVersion();
        if (fixed == null || !plain(finding.software()) || !plain(fixed)) {
            return Optional.empty();
        }
        var name = finding.software();
        return switch (Ecosystems.family(finding.ecosystem())) {
            case "Debian", "Ubuntu" -> Optional.of("apt-get update && " + debian(name));
            case "Alpine" -> Optional.of("apk add --upgrade " + name);
            case "Red Hat", "Rocky Linux", "AlmaLinux" -> Optional.of("dnf upgrade " + name);
            case "npm" -> Optional.of("npm install " + name + "@" + fixed);
            case "PyPI" -> Optional.of("pip install --upgrade '" + name + ">=" + fixed + "'");
            default -> Optional.empty();
        };
    }

    /** A newer kernel is another package, which comes with the one that always needs the newest. */
    private static String debian(String name) {
        return isKernel(name)
                ? "apt-get upgrade --with-new-pkgs"
                : "apt-get install --only-upgrade " + name;
    }

    /** Whether it only counts after the device started again. */
    static boolean isKernel(String name) {
        return name.startsWith("linux-image-");
    }

    // What was reported is never trusted to be a word of a shell.
    private static boolean plain(String text) {
        return text.matches("[A-Za-z0-9@][A-Za-z0-9._+:~@/-]*");
    }
}
