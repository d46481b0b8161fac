package muster.web;

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

    /** An address to put into a mail. */
    public String link(String path) {
        return publicUrl + path;
    }
}
