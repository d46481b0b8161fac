package muster.enrollment;

import static muster.tenancy.Permission.COLLECTORS_READ;
import static muster.tenancy.Permission.ORGANIZATION_WRITE;

import java.util.Map;
import muster.web.Desk;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;

/** /o/{org}/certificate-requirement */
public final class RequirementPages {
    private final Desk desk;
    private final CertificateRequirement requirement;

    public RequirementPages(Desk desk, CertificateRequirement requirement) {
        this.desk = desk;
        this.requirement = requirement;
    }

    public void routing(Routes routes) {
        routes.pages()
                .post("/", desk.member(ORGANIZATION_WRITE, request -> set(request, true)))
                .post("/end", desk.member(ORGANIZATION_WRITE, request -> set(request, false)));
        routes.endpoints()
                .get("/", desk.member(COLLECTORS_READ, this::show))
                .put("/", desk.member(ORGANIZATION_WRITE, request -> set(request, true)))
                .delete("/", desk.member(ORGANIZATION_WRITE, request -> set(request, false)));
    }

    private Reply show(Request request) {
        return Reply.Json.ok(Map.of("required", requirement.holds()));
    }

    private Reply set(Request request, boolean required) {
        requirement.set(required, request.actor());
        return Reply.Moved.to(request.path("/collectors"));
    }
}
