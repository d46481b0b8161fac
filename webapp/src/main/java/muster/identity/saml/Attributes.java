package muster.identity.saml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;

/** What an assertion says of a person. Several attributes of one name are one. */
final class Attributes {
    static final int NAMES_MAX = 200;
    static final int VALUES_MAX = 5_000;

    private final Checks checks;

    Attributes(Checks checks) {
        this.checks = checks;
    }

    List<Attribute> read(Element assertion) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        var values = 0;
        for (var statement : Xml.children(assertion, "a:AttributeStatement")) {
            for (var element : Xml.children(statement, "a:Attribute")) {
                var attribute = attribute(element);
                values += attribute.values().size();
                attributes.merge(attribute.name(), attribute, Attributes::joined);
            }
        }
        checks.look(
                attributes.size() <= NAMES_MAX && values <= VALUES_MAX,
                Check.Subject.ATTRIBUTES,
                "at most %,d names and %,d values".formatted(NAMES_MAX, VALUES_MAX),
                String.join(", ", attributes.keySet()),
                Reason.ATTRIBUTES_TOO_MANY);
        return List.copyOf(attributes.values());
    }

    private static Attribute attribute(Element element) {
        List<String> values = new ArrayList<>();
        for (var value : Xml.children(element, "a:AttributeValue")) {
            // A value may be a NameID, as eduPersonTargetedID is.
            values.add(
                    Xml.child(value, "a:NameID").map(Xml::text).orElseGet(() -> Xml.text(value)));
        }
        return new Attribute(
                element.getAttributeNS(null, "Name"),
                element.getAttributeNS(null, "FriendlyName"),
                values);
    }

    private static Attribute joined(Attribute one, Attribute other) {
        List<String> values = new ArrayList<>(one.values());
        values.addAll(other.values());
        return new Attribute(one.name(), one.friendlyName(), values);
    }
}
