package muster.web;

import java.net.InetAddress;
import java.net.URI;

/**
 * The one origin of the hub's links and scripts; never taken from a request.
 *
 * @param publicUrl such as {@code https://muster.example.org}
 * @param development whether pages for developers exist
 */
public record Site(URI publicUrl, boolean development) {
    /** The session's cookie: bound to this host and to TLS, or, on plain loopback, just named. */
    public String cookie() {
        return secure() ? "__Host-muster" : "muster";
    }

    public boolean secure() {
        return "https".equals(publicUrl.getScheme());
    }

    /** Whether no other machine than the hub's own reaches it. */
    public boolean isLoopback() {
        var host = publicUrl.getHost();
        if (host.equals("localhost")) {
            return true;
        } else {
            // A literal address only: a name that resolves to loopback today may not tomorrow.
            try {
                return InetAddress.ofLiteral(host).isLoopbackAddress();
            } catch (IllegalArgumentException _) {
                return false;
            }
        }
    }

    /** An address to put into a mail. */
    public String link(String path) {
        return publicUrl + path;
    }
}
