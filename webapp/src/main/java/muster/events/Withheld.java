package muster.events;

import java.util.Locale;
import java.util.Set;

/**
 * Fields that are left out of events before they are kept, at whatever depth: what OCSF has a place
 * for, but what is no metadata. Contents of packets, files, mails and requests; what was typed or
 * set in an environment; and whatever may hold a secret.
 */
final class Withheld {
    private static final Set<String> NAMES =
            Set.of(
                    // Contents
                    "raw_data",
                    "raw_header",
                    "raw",
                    "data",
                    "content",
                    "payload",
                    "payload_printable",
                    "packet",
                    "packet_data",
                    "body",
                    "request_body",
                    "response_body",
                    "http_body",
                    "script_content",
                    "stdin",
                    "stdout",
                    "stderr",
                    // What was typed, and with what
                    "cmd_line",
                    "command_line",
                    "args",
                    "argv",
                    "env",
                    "environ",
                    "environment",
                    "environment_variables",
                    "query_string",
                    "url_string",
                    "http_headers",
                    "cookie",
                    "cookies",
                    "http_cookies",
                    "authorization",
                    // Secrets
                    "password",
                    "passwd",
                    "passphrase",
                    "secret",
                    "token",
                    "api_key",
                    "access_key",
                    "private_key",
                    "credential",
                    "credentials",
                    // What its sender has no word for
                    "unmapped");

    private Withheld() {}

    static boolean is(String field) {
        return NAMES.contains(field.toLowerCase(Locale.ROOT));
    }
}
