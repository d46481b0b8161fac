package muster.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What services say, whoever wrote it down and however. */
class BannerRulesTest {
    private static final String SPICE = "\n\r\t/-_.;:,()[]{}=\"' 0123456789aAzZ<>&\u0000\u00e9";
    private static final long PATIENCE_MILLIS = 200;

    @Test
    void takesTheOtherNamesOfAProtocol() {
        for (var protocol : List.of("ssh", "SSH", "ssh_banners", "ssh.banner")) {
            assertEquals(
                    Optional.of("Debian"),
                    of(protocol, "SSH-2.0-OpenSSH_8.4p1 Debian-5+deb11u3").find(Field.OS_VENDOR),
                    protocol);
        }
        assertTrue(of("semaphore", "OpenSSH_8.4p1").facts().isEmpty());
    }

    @Test
    void looksBehindReplyCodesAndHeaderNames() {
        assertEquals("lighttpd", product("http", "Server: lighttpd/1.4.1"));
        assertEquals("vsFTPd", product("ftp", "220 (vsFTPd 3.0.3)"));
        assertEquals("Dovecot", product("imap", "* OK Dovecot ready."));
    }

    @Test
    void keepsServiceAndSystemApart() {
        var found = of("ssh", "OpenSSH_9.2p1 Debian-2+deb12u2");
        assertEquals(Optional.of("Linux"), found.find(Field.OS));
        assertEquals(Optional.of("12"), found.find(Field.VERSION));
        assertEquals(
                "OpenSSH 9.2p1",
                Optional.ofNullable(found.service())
                        .map(one -> one.product() + " " + one.version())
                        .orElse(""));
    }

    /** A version that one witness says of one system is not another's. */
    @Test
    void putsNoVersionOnASystemThatABetterWitnessNamed() {
        var all =
                List.<Evidence>of(
                        new Evidence.Banner("operating_system", "FreeBSD"),
                        new Evidence.Banner("ssh", "OpenSSH_8.4p1 Debian-5+deb11u3"));
        var found = Identification.of(all);
        assertEquals(Optional.of("FreeBSD"), found.find(Field.OS));
        assertEquals(Optional.empty(), found.find(Field.VERSION));
    }

    @Test
    void saysNothingWhereTheTextSaysNothing() {
        for (var text : List.of("", "httpd", "N/A", "0", "login:", "\u0000\u0000")) {
            for (var protocol : List.of("http", "telnet", "html_title", "smtp", "sip")) {
                var found = of(protocol, text);
                assertTrue(found.facts().isEmpty(), protocol + " " + text + ": " + found);
            }
        }
    }

    /** Long and hostile texts made of what rules look for cost no more than others. */
    @Test
    @Tag("slow")
    @Timeout(120)
    void takesNoLongerForHostileTexts() {
        var slow = new ArrayList<String>();
        var random = new Random(7);
        // Processor time, for a busy machine is no slow rule.
        var thread = ManagementFactory.getThreadMXBean();
        for (var example : Rules.all().examples()) {
            if (example.given() instanceof Evidence.Banner banner) {
                var text = repeated(banner.text(), random);
                // Once for the compiler, so that the second is what it costs.
                of(banner.protocol(), text);
                long start = thread.getCurrentThreadCpuTime();
                of(banner.protocol(), text);
                long took = Duration.ofNanos(thread.getCurrentThreadCpuTime() - start).toMillis();
                if (took > PATIENCE_MILLIS) {
                    slow.add(example.rule() + " " + took + " ms");
                }
            }
        }
        assertEquals(List.of(), slow);
    }

    /** Its first words again and again, with something else between them. */
    private static String repeated(String text, Random random) {
        var begin = text.substring(0, Math.max(1, random.nextInt(text.length() + 1)));
        var all = new StringBuilder(begin);
        while (all.length() < 8_000) {
            all.append(SPICE.charAt(random.nextInt(SPICE.length())));
            all.append(random.nextBoolean() ? begin : " 1.1.1 ");
        }
        return all.toString();
    }

    @Test
    void damagedBannersThrowNothing() {
        var random = new Random(7);
        for (var example : Rules.all().examples()) {
            if (example.given() instanceof Evidence.Banner banner) {
                var text = new StringBuilder(banner.text());
                for (int change = 0; change < 6; change++) {
                    int at = random.nextInt(text.length());
                    text.setCharAt(at, SPICE.charAt(random.nextInt(SPICE.length())));
                }
                BannerFuzz.holds(banner.protocol(), text.toString());
                BannerFuzz.holds(text.toString());
            }
        }
    }

    @Test
    void aLiteralThatAPatternCannotDoWithoutIsFound() {
        assertEquals("openssh_", RequiredLiteral.of("^OpenSSH_(?<sv>[0-9.]+)"));
        assertEquals(" ftp server", RequiredLiteral.of("(?i)(a|b)? ?x? FTP server"));
        assertEquals("", RequiredLiteral.of("abc|def"));
        assertEquals("ab", RequiredLiteral.of("abc?d*"));
        assertEquals("a.b", RequiredLiteral.of("a\\.b\\d{3}c?"));
        assertEquals("x", RequiredLiteral.of("[(]x([)\\]]|y)"));
        assertEquals("a", RequiredLiteral.of("ab{0,2}"));
    }

    private static Identity of(String protocol, String text) {
        return Identification.of(new Evidence.Banner(protocol, text));
    }

    private static String product(String protocol, String text) {
        return Optional.ofNullable(of(protocol, text).service())
                .map(Identity.Service::product)
                .orElse("none");
    }
}
