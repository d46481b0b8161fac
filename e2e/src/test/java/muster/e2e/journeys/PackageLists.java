package muster.e2e.journeys;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Package lists that journeys paste. */
final class PackageLists {
    /** Three packages of a Debian 12 that was not kept up to date. */
    static final String SMALL =
            """
            ii  base-files  12.4+deb12u5       amd64  Debian base system miscellaneous files
            ii  openssl     3.0.11-1~deb12u2   amd64  Secure Sockets Layer toolkit
            ii  sudo        1.9.13p3-1         amd64  Provide limited super user privileges
            """;

    private PackageLists() {}

    /** What dpkg says of this machine, if there is dpkg. */
    static Optional<String> ofThisMachine() {
        return Files.isExecutable(Path.of("/usr/bin/dpkg"))
                ? Optional.of(dpkg())
                : Optional.empty();
    }

    /** Whether Muster's own excerpt of the advisories is about this machine's release. */
    static boolean thisIsDebian12() {
        var release = Path.of("/etc/os-release");
        try {
            return Files.exists(release)
                    && Files.readString(release).contains("VERSION_CODENAME=bookworm");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pastes into the box that is open and asks what it shows. */
    static void paste(Page page, String list) {
        page.getByLabel("Paste a package list").fill(list);
        show(page);
    }

    static void show(Page page) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Show what is vulnerable"))
                .click();
    }

    private static String dpkg() {
        try {
            var process = new ProcessBuilder("dpkg", "-l").start();
            process.getOutputStream().close();
            var list = process.getInputStream().readAllBytes();
            return new String(list, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
