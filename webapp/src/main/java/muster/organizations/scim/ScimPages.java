package muster.organizations.scim;

import static muster.tenancy.Permission.MEMBERS_READ;
import static muster.tenancy.Permission.MEMBERS_WRITE;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import muster.database.Database;
import muster.web.Desk;
import muster.web.Handler;
import muster.web.Json;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Site;
import muster.web.Way;

/**
 * /scim/v2: SCIM 2.0 for the organization whose key comes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7644">RFC 7644</a>
 */
public final class ScimPages {
    private static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
    private static final int BODY_BYTES_MAX = 1024 * 1024;
    private static final int COUNT_USUAL = 100;

    private final Desk desk;
    private final Database database;
    private final Users users;
    private final Groups groups;
    private final String base;

    ScimPages(Desk desk, Database database, Users users, Groups groups, Site site) {
        this.desk = desk;
        this.database = database;
        this.users = users;
        this.groups = groups;
        this.base = site.link("/scim/v2");
    }

    public void routing(Routes routes) {
        routes.get("/ServiceProviderConfig", read(_ -> ScimSchemas.config(base)))
                .get("/ResourceTypes", read(_ -> list(ScimSchemas.types(base), 1, COUNT_USUAL)))
                .get("/Schemas", read(_ -> list(ScimSchemas.schemas(), 1, COUNT_USUAL)))
                .get("/Users", read(this::listUsers))
                .post("/Users", change(this::addUser))
                .get("/Users/{id}", read(request -> user(request).json(base)))
                .put("/Users/{id}", change(this::replaceUser))
                .patch("/Users/{id}", change(this::patchUser))
                .delete("/Users/{id}", change(this::removeUser))
                .get("/Groups", read(this::listGroups))
                .post("/Groups", change(this::addGroup))
                .get(
                        "/Groups/{id}",
                        read(request -> group(request).json(base, withMembers(request))))
                .put("/Groups/{id}", change(this::replaceGroup))
                .patch("/Groups/{id}", change(this::patchGroup))
                .delete("/Groups/{id}", change(this::removeGroup));
    }

    private Way read(Function<Request, Map<String, Object>> question) {
        return desk.member(
                        MEMBERS_READ,
                        faulty(request ->
                                in(request, () -> Reply.Json.ok(question.apply(request)))))
                .alone();
    }

    private Way change(Handler handler) {
        return desk.member(MEMBERS_WRITE, faulty(handler)).alone();
    }

    private static Handler faulty(Handler handler) {
        return request -> {
            try {
                return handler.handle(request);
            } catch (Fault fault) {
                return new Reply.Json(fault.status(), fault.json());
            } catch (Json.Malformed malformed) {
                var fault = Fault.invalidSyntax(String.valueOf(malformed.getMessage()));
                return new Reply.Json(fault.status(), fault.json());
            }
        };
    }

    /** One transaction; a fault undoes it. */
    private Reply in(Request request, Supplier<Reply> work) {
        return database.inTenant(request.tenant(), work);
    }

    private static JsonNode body(Request request) {
        return Json.read(request.body(BODY_BYTES_MAX).bytes(), JsonNode.class);
    }

    private User user(Request request) {
        return users.find(id(request)).orElseThrow(Fault::notFound);
    }

    private Group group(Request request) {
        return groups.find(id(request)).orElseThrow(Fault::notFound);
    }

    private static UUID id(Request request) {
        try {
            return UUID.fromString(request.parameter("id"));
        } catch (IllegalArgumentException none) {
            throw Fault.notFound();
        }
    }

    private Map<String, Object> listUsers(Request request) {
        var found = users.matching(Filter.of(request.query("filter").orElse("")));
        return list(
                found.stream().map(one -> one.json(base)).toList(),
                number(request, "startIndex", 1),
                number(request, "count", COUNT_USUAL));
    }

    private Reply addUser(Request request) {
        var data = UserData.of(body(request));
        database.inTenant(
                request.tenant(),
                () -> {
                    users.refuseStranger(data);
                    return data;
                });
        var person = database.atDoor(() -> users.person(data));
        return in(
                request,
                () -> Reply.Json.created(users.add(data, person, request.actor()).json(base)));
    }

    private Reply replaceUser(Request request) {
        var data = UserData.of(body(request));
        return in(request, () -> changed(request, user(request), data));
    }

    private Reply patchUser(Request request) {
        var patch = body(request);
        return in(
                request,
                () -> {
                    var user = user(request);
                    return changed(request, user, user.data().patched(patch));
                });
    }

    private Reply changed(Request request, User user, UserData data) {
        return Reply.Json.ok(users.change(user, data, request.actor()).json(base));
    }

    private Reply removeUser(Request request) {
        return in(
                request,
                () -> {
                    users.remove(user(request), request.actor());
                    return Reply.Json.nothing();
                });
    }

    private Map<String, Object> listGroups(Request request) {
        var found = groups.matching(Filter.of(request.query("filter").orElse("")));
        var members = withMembers(request);
        return list(
                found.stream().map(one -> one.json(base, members)).toList(),
                number(request, "startIndex", 1),
                number(request, "count", COUNT_USUAL));
    }

    private Reply addGroup(Request request) {
        var data = GroupData.of(body(request));
        return in(
                request,
                () -> Reply.Json.created(groups.add(data, request.actor()).json(base, true)));
    }

    private Reply replaceGroup(Request request) {
        var data = GroupData.of(body(request));
        return in(request, () -> changed(request, group(request), data));
    }

    private Reply patchGroup(Request request) {
        var patch = body(request);
        return in(
                request,
                () -> {
                    var group = group(request);
                    var before =
                            new GroupData(
                                    group.displayName(),
                                    group.externalId(),
                                    Set.copyOf(group.users()));
                    return changed(request, group, before.patched(patch));
                });
    }

    private Reply changed(Request request, Group group, GroupData data) {
        return Reply.Json.ok(groups.change(group, data, request.actor()).json(base, true));
    }

    private Reply removeGroup(Request request) {
        return in(
                request,
                () -> {
                    groups.remove(group(request), request.actor());
                    return Reply.Json.nothing();
                });
    }

    /** Entra asks for groups without their people, of whom there may be thousands. */
    private static boolean withMembers(Request request) {
        return request.query("excludedAttributes")
                .filter(names -> names.toLowerCase(Locale.ROOT).contains("members"))
                .isEmpty();
    }

    /** What is no number is as if nobody had asked; below the least it is the least. */
    private static int number(Request request, String name, int otherwise) {
        try {
            return request.query(name).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException none) {
            throw Fault.invalidValue(name + ": a whole number");
        }
    }

    private static Map<String, Object> list(
            List<Map<String, Object>> all, int startIndex, int count) {
        var from = Math.min(Math.max(startIndex, 1) - 1, all.size());
        var to = (int) Math.min(all.size(), (long) from + Math.clamp(count, 0, 500));
        var json = new LinkedHashMap<String, Object>();
        json.put("schemas", List.of(LIST));
        json.put("totalResults", all.size());
        json.put("startIndex", from + 1);
        json.put("itemsPerPage", to - from);
        json.put("Resources", all.subList(from, to));
        return json;
    }
}
