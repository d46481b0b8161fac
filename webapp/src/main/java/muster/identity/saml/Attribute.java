package muster.identity.saml;

import java.util.List;

/** What an identity provider says of a person, under a name; friendlyName may be empty. */
record Attribute(String name, String friendlyName, List<String> values) {
    Attribute {
        values = List.copyOf(values);
    }
}
