package muster.identity.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.JVMDefaultTrustManager;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import muster.identity.Directory;
import muster.identity.EmailAddress;

/**
 * Asks a directory whose password this is. Nothing is said before the connection is secure and the
 * server has shown that it is the one; referrals to other servers are not followed.
 */
final class Lookup {
    static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private static final int GROUPS_MAX = 1_000;
    private static final String[] ATTRIBUTES = {"mail", "cn", "displayName", "memberOf"};

    private final LdapServer server;

    /** A person as the directory knows them; groups by their distinguished names. */
    record Entry(String dn, List<String> mails, String name, List<String> groups) {
        Entry {
            mails = List.copyOf(mails);
            groups = List.copyOf(groups);
        }
    }

    Lookup(LdapServer server) {
        this.server = server;
    }

    /** The entry that this address and password belong to. */
    Optional<Entry> find(EmailAddress email, String password) {
        // A bind without a password is an anonymous one, and succeeds (RFC 4513, 5.1.2).
        if (password.isEmpty()) {
            return Optional.empty();
        }
        try (var connection = connected()) {
            return switch (server.way()) {
                case LdapServer.Search search -> searched(connection, search, email, password);
                case LdapServer.Pattern pattern ->
                        direct(connection, Names.dn(pattern.dn(), email), password);
            };
        } catch (LDAPException | GeneralSecurityException failure) {
            throw new Directory.Unreachable(
                    "%s:%d: %s".formatted(server.host(), server.port(), why(failure)));
        }
    }

    private static String why(Exception failure) {
        return failure instanceof LDAPException ldap
                ? ldap.getResultCode().getName()
                : failure.getClass().getSimpleName();
    }

    private LDAPConnection connected() throws LDAPException, GeneralSecurityException {
        var options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis(Math.toIntExact(CONNECT_MAX.toMillis()));
        options.setResponseTimeoutMillis(ANSWER_MAX.toMillis());
        options.setFollowReferrals(false);
        options.setBindWithDNRequiresPassword(true);
        options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(false));
        var tls = tls();
        if (!server.startTls()) {
            return new LDAPConnection(tls, options, server.host(), server.port());
        }
        var connection = new LDAPConnection(options, server.host(), server.port());
        try {
            var secured = connection.processExtendedOperation(new StartTLSExtendedRequest(tls));
            if (!secured.getResultCode().equals(ResultCode.SUCCESS)) {
                throw new LDAPException(secured.getResultCode(), "no StartTLS");
            }
            return connection;
        } catch (LDAPException failure) {
            connection.close();
            throw failure;
        }
    }

    private SSLSocketFactory tls() throws GeneralSecurityException {
        var trusted =
                server.authorities().isPresent()
                        ? new PEMFileTrustManager(server.authorities().get().toFile())
                        : JVMDefaultTrustManager.getInstance();
        return new SSLUtil(trusted).createSSLSocketFactory();
    }

    private static Optional<Entry> searched(
            LDAPConnection connection,
            LdapServer.Search search,
            EmailAddress email,
            String password)
            throws LDAPException {
        connection.bind(search.bindDn(), search.bindPassword());
        var filter = Names.filter(search.filter(), email);
        var found = one(connection, search.base(), SearchScope.SUB, filter);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var groups = groups(connection, search.base(), found.get());
        return binds(connection, found.get().getDN(), password)
                ? Optional.of(entry(found.get(), groups))
                : Optional.empty();
    }

    private static Optional<Entry> direct(LDAPConnection connection, String dn, String password)
            throws LDAPException {
        if (!binds(connection, dn, password)) {
            return Optional.empty();
        }
        var any = Filter.createPresenceFilter("objectClass");
        return one(connection, dn, SearchScope.BASE, any)
                .map(found -> entry(found, values(found, "memberOf")));
    }

    private static boolean binds(LDAPConnection connection, String dn, String password)
            throws LDAPException {
        try {
            return connection.bind(dn, password).getResultCode().equals(ResultCode.SUCCESS);
        } catch (LDAPException refused) {
            // An account that is locked or has expired is no outage.
            if (refused.getResultCode().isConnectionUsable()) {
                return false;
            }
            throw refused;
        }
    }

    /** The only entry that fits; two are as good as none. */
    private static Optional<SearchResultEntry> one(
            LDAPConnection connection, String base, SearchScope scope, Filter filter)
            throws LDAPException {
        var request = new SearchRequest(base, scope, filter, ATTRIBUTES);
        request.setSizeLimit(2);
        request.setTimeLimitSeconds(Math.toIntExact(ANSWER_MAX.toSeconds()));
        try {
            var found = entries(connection, request);
            return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
        } catch (LDAPSearchException failure) {
            if (failure.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** Groups that name the person, and those that the person's entry names. */
    private static List<String> groups(
            LDAPConnection connection, String base, SearchResultEntry person) throws LDAPException {
        var filter =
                Filter.createORFilter(
                        Filter.createEqualityFilter("member", person.getDN()),
                        Filter.createEqualityFilter("uniqueMember", person.getDN()));
        var request = new SearchRequest(base, SearchScope.SUB, filter, "1.1");
        request.setSizeLimit(GROUPS_MAX);
        request.setTimeLimitSeconds(Math.toIntExact(ANSWER_MAX.toSeconds()));
        var all = new ArrayList<>(values(person, "memberOf"));
        entries(connection, request).forEach(group -> all.add(group.getDN()));
        return all;
    }

    private static List<SearchResultEntry> entries(LDAPConnection connection, SearchRequest request)
            throws LDAPException {
        // Nothing where a listener takes them, which there is none.
        var found = connection.search(request).getSearchEntries();
        return found == null ? List.of() : found;
    }

    private static Entry entry(SearchResultEntry found, List<String> groups) {
        var shown = found.getAttributeValue("displayName");
        var name = shown == null ? found.getAttributeValue("cn") : shown;
        return new Entry(found.getDN(), values(found, "mail"), name == null ? "" : name, groups);
    }

    private static List<String> values(SearchResultEntry found, String attribute) {
        var values = found.getAttributeValues(attribute);
        return values == null ? List.of() : List.of(values);
    }
}
