package muster.organizations.scim;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request that cannot be done, in the words of the protocol.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7644#section-3.12">RFC 7644, 3.12</a>
 */
final class Fault extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;
    private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error";

    private final int status;
    private final String type;

    private Fault(int status, String type, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.type = type;
    }

    static Fault notFound() {
        return new Fault(404, "", "there is nothing here that you can see");
    }

    static Fault invalidValue(String detail) {
        return new Fault(400, "invalidValue", detail);
    }

    static Fault invalidSyntax(String detail) {
        return new Fault(400, "invalidSyntax", detail);
    }

    static Fault invalidPath(String detail) {
        return new Fault(400, "invalidPath", detail);
    }

    static Fault invalidFilter(String detail) {
        return new Fault(400, "invalidFilter", detail);
    }

    static Fault uniqueness(String detail) {
        return new Fault(409, "uniqueness", detail);
    }

    static Fault conflict(String detail) {
        return new Fault(409, "", detail);
    }

    int status() {
        return status;
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("schemas", List.of(SCHEMA));
        json.put("status", String.valueOf(status));
        if (!type.isEmpty()) {
            json.put("scimType", type);
        }
        json.put("detail", String.valueOf(getMessage()));
        return json;
    }
}
