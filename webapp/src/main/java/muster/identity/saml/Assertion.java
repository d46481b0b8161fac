package muster.identity.saml;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an identity provider says of a person, after every check held. It was read from the bytes
 * that were signed and from nothing else.
 *
 * @param id to be remembered until {@code expires}: an assertion signs in once
 * @param answers the request of ours it answers, none where the identity provider began by itself
 * @param authenticated when the person showed the identity provider who they are
 * @param sessionEnds when the session must end at the latest
 * @param expires from then on it is refused for its age alone
 */
record Assertion(
        String id,
        String responseId,
        NameId nameId,
        List<Attribute> attributes,
        Optional<String> answers,
        Instant authenticated,
        Optional<String> sessionIndex,
        Optional<Instant> sessionEnds,
        Instant expires) {
    Assertion {
        attributes = List.copyOf(attributes);
    }

    /** The values under a name, in their order; names are told apart by upper and lower case. */
    List<String> values(String name) {
        return attributes.stream()
                .filter(attribute -> attribute.name().equals(name))
                .flatMap(attribute -> attribute.values().stream())
                .toList();
    }
}
