package muster.identify;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What holds for whatever a service says: an identity, soon, and no exception. */
class BannerFuzz {
    private static final String LONGEST = "20s";
    private static final List<String> PROTOCOLS =
            List.of(
                    "ssh",
                    "http",
                    "html_title",
                    "ftp",
                    "smtp",
                    "imap",
                    "mysql",
                    "telnet",
                    "ntp",
                    "sip",
                    "x509_subjects",
                    "ldap_searchresult",
                    "snmp_sysdescr",
                    "dns_versionbind",
                    "smb_native_os",
                    "dhcp_vendor_class",
                    "http_wwwauth",
                    "http_cookies");

    static class BannerTarget {
        @FuzzTest(maxDuration = LONGEST)
        void banner(byte[] bytes) {
            var text = new String(bytes, StandardCharsets.UTF_8);
            holds(PROTOCOLS.get(bytes.length % PROTOCOLS.size()), text);
        }
    }

    static class MacTarget {
        @FuzzTest(maxDuration = LONGEST)
        void mac(byte[] bytes) {
            holds(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    static void holds(String protocol, String text) {
        Identification.of(new Evidence.Banner(protocol, text));
    }

    /** Whether it is somebody's. */
    static boolean holds(String mac) {
        return Identification.of(new Evidence.Mac(mac)).find(Field.VENDOR).isPresent();
    }
}
