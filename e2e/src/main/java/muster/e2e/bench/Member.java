package muster.e2e.bench;

import muster.e2e.Api;
import muster.e2e.Person;
import muster.e2e.RunningHub;
import muster.tenancy.Tenant;

/** Somebody signed in, with their organization. */
record Member(String slug, Tenant tenant, Api session) {

    static Member joined(Person person, RunningHub hub) {
        var founded = person.signUp(hub);
        person.confirm(hub);
        return new Member(founded.slug(), new Tenant(founded.id()), person.session(hub));
    }

    /** The same person at the same hub after its restart. */
    Member at(RunningHub hub) {
        return new Member(slug, tenant, new Api(hub.url(), session.headers()));
    }

    /** An address of the organization; {id} stands for its first device. */
    String path(String page) {
        return "/o/" + slug + (page.contains("{id}") ? page.replace("{id}", device()) : page);
    }

    double millis(String path) {
        long start = System.nanoTime();
        session.get(path).expect(200);
        return (System.nanoTime() - start) / 1e6;
    }

    private String device() {
        var list = session.get("/api/v1/orgs/" + slug + "/devices?limit=1").expect(200);
        return list.json().at("/items/0/id").asText();
    }
}
