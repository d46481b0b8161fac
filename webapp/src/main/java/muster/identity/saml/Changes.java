package muster.identity.saml;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import muster.database.Database;
import muster.identity.domains.OwnerLetters;
import muster.tenancy.Actor;
import muster.tenancy.Tenant;
import muster.web.Messages;
import muster.web.Problem;
import muster.web.Site;

/**
 * Makes and changes connections. Fetching takes its time, so each opens the transactions it needs;
 * and whoever owns the organization hears of what is trusted from now on.
 */
final class Changes {
    private static final int CONFLICT = 409;

    private final Database database;
    private final Connections connections;
    private final ServiceKeys keys;
    private final Links links;
    private final MetadataSource source;
    private final OwnerLetters letters;
    private final Site site;
    private final Messages messages;

    Changes(
            Database database,
            Connections connections,
            ServiceKeys keys,
            Links links,
            MetadataSource source,
            OwnerLetters letters,
            Site site,
            Messages messages) {
        this.database = database;
        this.connections = connections;
        this.keys = keys;
        this.links = links;
        this.source = source;
        this.letters = letters;
        this.site = site;
        this.messages = messages;
    }

    /** The oldest connection as it is wanted; it is made where there is none. */
    Connection put(Tenant tenant, Wanted wanted, Actor actor) throws MetadataSource.Unusable {
        var first = in(tenant, () -> connections.all().stream().findFirst());
        return first.isPresent()
                ? change(tenant, first.get().id(), wanted, actor)
                : add(tenant, wanted, actor);
    }

    /** One more. */
    Connection add(Tenant tenant, Wanted wanted, Actor actor) throws MetadataSource.Unusable {
        var read =
                wanted.description(source)
                        .orElseThrow(() ->
                                Problem.badRequest(messages.text("identity.sso.metadata.missing")));
        var policy = wanted.policy(Policy.CAUTIOUS, messages);
        var made =
                in(
                        tenant,
                        () -> {
                            connections.lock();
                            if (connections.all().size() >= Connections.CONNECTIONS_MAX) {
                                throw Problem.of(
                                        CONFLICT,
                                        "Too many connections",
                                        "at most " + Connections.CONNECTIONS_MAX);
                            }
                            return new Told(
                                    connections.add(read.description(), policy, actor),
                                    letters.owners());
                        });
        tell(made, actor);
        return made.connection();
    }

    /** Another description, or other permissions. */
    Connection change(Tenant tenant, UUID id, Wanted wanted, Actor actor)
            throws MetadataSource.Unusable {
        in(tenant, () -> found(id));
        var read = wanted.description(source);
        var changed =
                in(
                        tenant,
                        () -> {
                            connections.lock();
                            var before = found(id);
                            connections.allow(
                                    before, wanted.policy(before.policy(), messages), actor);
                            var other = read.filter(one -> describe(before, one, actor));
                            return new Told(
                                    found(id), other.isPresent() ? letters.owners() : List.of());
                        });
        tell(changed, actor);
        return changed.connection();
    }

    /** Fetches the description again from where it came; says whether anything changed. */
    boolean refresh(Tenant tenant, Connection connection, Actor actor)
            throws MetadataSource.Unusable {
        var url = connection.description().url();
        if (url.isEmpty()) {
            return false;
        }
        var read = source.again(connection, url.get());
        var told =
                in(
                        tenant,
                        () -> {
                            connections.lock();
                            return connections
                                    .find(connection.id())
                                    .filter(one -> one.description().url().equals(url))
                                    .filter(one -> describe(one, read, actor))
                                    .map(_ -> new Told(found(connection.id()), letters.owners()));
                        });
        told.ifPresent(one -> tell(one, actor));
        return told.isPresent();
    }

    private boolean describe(Connection before, MetadataSource.Read read, Actor actor) {
        return connections.describe(before, read.description(), read.provider(), actor);
    }

    /** Ends a connection, and every session that began through it. */
    void remove(Tenant tenant, UUID id, Actor actor) {
        in(
                tenant,
                () -> {
                    connections.lock();
                    var connection = found(id);
                    links.endAll(id);
                    connections.remove(connection, actor);
                    return id;
                });
    }

    /** The next step of putting another key in place of ours. */
    void rotate(Tenant tenant, UUID id, Actor actor) {
        in(
                tenant,
                () -> {
                    connections.lock();
                    var connection = found(id);
                    Rotation.of(connection.keys()).step(connection, keys, connections, actor);
                    return id;
                });
    }

    private Connection found(UUID id) {
        return connections.find(id).orElseThrow(Problem::notFound);
    }

    private record Told(Connection connection, List<String> owners) {
        Told {
            owners = List.copyOf(owners);
        }
    }

    private void tell(Told told, Actor actor) {
        letters.send(
                told.owners(),
                "identity.sso.mail.trusted.",
                actor.label(),
                Connections.told(told.connection().provider()),
                site.link("/orgs"));
    }

    private <T> T in(Tenant tenant, Supplier<T> work) {
        return database.inTenant(tenant, work);
    }
}
