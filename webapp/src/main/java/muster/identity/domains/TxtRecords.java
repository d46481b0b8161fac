package muster.identity.domains;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.InitialDirContext;

/**
 * The TXT records of a domain, asked of its name service by the JDK's own resolver.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-3.3.14">RFC 1035, TXT RDATA</a>
 */
public final class TxtRecords {
    private static final String TIMEOUT_MILLIS = "2000";
    private static final String RETRIES = "2";
    private static final int RECORDS_MAX = 200;

    private final Optional<InetSocketAddress> server;

    /** Nobody could be asked: that says nothing of what is there. */
    static final class Unanswered extends Exception {
        Unanswered(String domain, NamingException cause) {
            super("no name server answers for " + domain, cause);
        }
    }

    /**
     * Asks this server.
     *
     * @param server none for those of the system
     */
    public TxtRecords(Optional<InetSocketAddress> server) {
        this.server = server;
    }

    /** The texts at this name; none where the name has none or is none. */
    // JNDI is dangerous where it makes objects of what it finds, or where a stranger says which
    // protocol it speaks: this one is DNS and nothing else, and a TXT record is a text.
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    List<String> at(String name) throws Unanswered {
        var settings = new Hashtable<String, String>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.put(Context.PROVIDER_URL, server.map(TxtRecords::url).orElse("dns:"));
        settings.put("com.sun.jndi.dns.timeout.initial", TIMEOUT_MILLIS);
        settings.put("com.sun.jndi.dns.timeout.retries", RETRIES);
        try {
            var context = new InitialDirContext(settings);
            try {
                var found = context.getAttributes(name + ".", new String[] {"TXT"}).get("TXT");
                var texts = new ArrayList<String>();
                for (var i = 0; found != null && i < Math.min(found.size(), RECORDS_MAX); i++) {
                    texts.add(unquoted(String.valueOf(found.get(i))));
                }
                return List.copyOf(texts);
            } finally {
                context.close();
            }
        } catch (NameNotFoundException nothing) {
            return List.of();
        } catch (NamingException failure) {
            throw new Unanswered(name, failure);
        }
    }

    private static String url(InetSocketAddress server) {
        var address = server.getAddress();
        var host = address == null ? server.getHostString() : address.getHostAddress();
        return "dns://%s:%d"
                .formatted(
                        address instanceof Inet6Address ? "[" + host + "]" : host,
                        server.getPort());
    }

    // A text with a space in it comes in quotes.
    private static String unquoted(String text) {
        return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }
}
