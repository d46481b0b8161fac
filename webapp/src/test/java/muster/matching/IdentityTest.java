package muster.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
    @Test
    void takesAPackageOfTheSystemForOneOfItsOwnKind() {
        assertEquals(
                new Identity("Debian:12", "openssl", "3.0.11-1~deb12u2"),
                Identity.of(
                        installed(
                                "os_package",
                                "libssl3",
                                "3.0.11-1~deb12u2",
                                null,
                                null,
                                "debian",
                                "12")));
    }

    @ParameterizedTest
    @CsvSource({
        "debian, 12,     libssl3,  3.0.11-1~deb12u2, Debian:12,  openssl, 3.0.11-1~deb12u2",
        "debian, 12.5,   libc6,    2.36-9+deb12u4,   Debian:12,  glibc,   2.36-9+deb12u4",
        "debian, 12,     bash,     5.2.15-2+b7,      Debian:12,  bash,    5.2.15-2",
        "debian, 11,     libssl1.1, 1.1.1n-0+deb11u5, Debian:11, openssl, 1.1.1n-0+deb11u5",
        "debian, 13,     linux-source-6.12, 6.12.43-1, Debian:13, linux,  6.12.43-1",
        "debian, 12,     linux-source-6.12, 6.12.43-1~bpo12+1, Debian:12, linux-6.12,"
                + " 6.12.43-1~bpo12+1",
        "debian, 12,     linux-image-6.1.0-18-amd64, 6.1.76-1, Debian:12, linux, 6.1.76-1",
        "debian, 12,     linux-image-amd64, 6.1.76-1, Debian:12, linux, 6.1.76-1",
        "debian, 11,     linux-image-6.1.0-0.deb11.17-amd64, 6.1.69-1~bpo11+1, Debian:11,"
                + " linux-6.1, 6.1.69-1~bpo11+1",
        "debian, 12,     bsdutils, 1:2.38.1-5+deb12u3, Debian:12, util-linux, 2.38.1-5+deb12u3",
        "debian, 11,     telnet,   0.17-42,          Debian:11,  netkit-telnet, 0.17-42",
    })
    void namesTheSourceOfADebianBinary(
            String id,
            String release,
            String binary,
            String version,
            String ecosystem,
            String source,
            String sourceVersion) {
        var component = installed("deb", binary, version, null, null, id, release);
        assertEquals(new Identity(ecosystem, source, sourceVersion), Identity.of(component));
    }

    @Test
    void believesTheListThatNamesItsSources() {
        assertEquals(
                new Identity("Debian:12", "inetutils", "2:2.4-2+deb12u1"),
                Identity.of(
                        installed(
                                "deb",
                                "telnet",
                                "0.17+2.4-2+deb12u1",
                                "inetutils",
                                "2:2.4-2+deb12u1",
                                "debian",
                                "12")));
        assertEquals(
                new Identity("Debian:12", "linux", "6.1.76-1"),
                Identity.of(
                        installed(
                                "deb",
                                "linux-image-6.1.0-18-amd64",
                                "6.1.76-1",
                                "linux-signed-amd64",
                                "6.1.76+1",
                                "debian",
                                "12")));
        assertEquals(
                new Identity("Alpine:v3.19", "openssl", "3.1.4-r5"),
                Identity.of(
                        installed(
                                "apk",
                                "libcrypto3",
                                "3.1.4-r5",
                                "openssl",
                                null,
                                "alpine",
                                "3.19.1")));
    }

    @ParameterizedTest
    @CsvSource({
        "npm, @babel/traverse, npm, @babel/traverse",
        "pypi, Flask_Login, PyPI, flask-login",
        "maven, org.apache.logging.log4j:log4j-core, Maven, org.apache.logging.log4j:log4j-core",
        "go, golang.org/x/net, Go, golang.org/x/net",
        "cargo, openssl, crates.io, openssl",
    })
    void namesPackagesOfRegistriesAsTheRegistryDoes(
            String source, String name, String ecosystem, String registryName) {
        assertEquals(
                new Identity(ecosystem, registryName, "1.2.3"),
                Identity.of(Component.of(source, name, "1.2.3")));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "deb, bash, -, debian, 12, no version",
                "deb, bash, 5.2.15-2, -, -, the distribution and its release are unknown",
                "deb, bash, 5.2.15-2, debian, trixie/sid, debian has no release that advisories"
                        + " name: trixie/sid",
                "deb, my-own-tool, 1.0, debian, 12, my-own-tool is not among Debian's own packages",
                "deb, telnet, 0.17+2.4-2, debian, 12, telnet is built from inetutils under another"
                        + " version",
                "deb, grub-efi-amd64-signed, 1+2.06-13, debian, 12, grub-efi-amd64-signed is built"
                        + " from grub2 under another version",
                "apk, libcrypto3, 3.1.4-r5, alpine, 3.19.1, the origin package of libcrypto3 is"
                        + " unknown",
                "windows_program, 7-Zip, 23.01, -, -, no feed for this kind of software (windows_program)",
            })
    void saysWhyItCannotTell(
            String source,
            String name,
            @Nullable String version,
            @Nullable String id,
            @Nullable String release,
            String why) {
        var told = Identity.of(installed(source, name, version, null, null, id, release));
        var untold = assertInstanceOf(CannotTell.class, told);
        assertEquals(why, untold.why());
        assertEquals(why.replace(name, "this package"), untold.reason());
    }

    @Test
    void aReasonIsNotMadeOfANameThatHappensToStandInIt() {
        var told = Identity.of(installed("deb", "no", null, null, null, "debian", "12"));
        assertEquals("no version", assertInstanceOf(CannotTell.class, told).reason());
    }

    @ParameterizedTest
    @CsvSource({
        "ubuntu, 22.04, Ubuntu:22.04:LTS",
        "ubuntu, 23.10, Ubuntu:23.10",
        "rocky, 9.3, Rocky Linux:9",
        "alpine, 3.20.0, Alpine:v3.20",
        "debian, 6.0, Debian:6.0",
    })
    void namesReleasesAsAdvisoriesDo(String id, String version, String ecosystem) {
        var distribution = new Component.Distribution(id, version);
        assertEquals(ecosystem, Ecosystems.of(distribution).orElseThrow());
    }

    private static Component installed(
            String source,
            String name,
            @Nullable String version,
            @Nullable String sourceName,
            @Nullable String sourceVersion,
            @Nullable String id,
            @Nullable String release) {
        var distribution =
                id == null || release == null ? null : new Component.Distribution(id, release);
        return new Component(source, name, version, sourceName, sourceVersion, distribution);
    }
}
