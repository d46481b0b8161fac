package muster.identity.saml;

import java.util.Optional;
import muster.tenancy.Role;
import muster.web.Messages;
import muster.web.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants of a connection, by form or as JSON; what is left out stays as it is.
 *
 * @param metadataXml the identity provider's description itself
 * @param metadataUrl or where it is published
 */
record Wanted(
        @Nullable String metadataXml,
        @Nullable String metadataUrl,
        @Nullable Boolean allowIdpInitiated,
        @Nullable Boolean jit,
        @Nullable String defaultRole) {
    /** The description that is given, if one is. Outside of any transaction. */
    Optional<MetadataSource.Read> description(MetadataSource source)
            throws MetadataSource.Unusable {
        var text = given(metadataXml);
        var url = given(metadataUrl);
        if (text.isPresent() && url.isPresent()) {
            throw Problem.badRequest("metadata_xml or metadata_url, not both");
        } else if (text.isPresent()) {
            return Optional.of(source.pasted(text.get()));
        } else if (url.isPresent()) {
            return Optional.of(source.published(url.get()));
        } else {
            return Optional.empty();
        }
    }

    /** What the connection may do then. */
    Policy policy(Policy before, Messages messages) {
        return new Policy(
                Optional.ofNullable(allowIdpInitiated).orElse(before.idpInitiated()),
                Optional.ofNullable(jit).orElse(before.jit()),
                given(defaultRole).map(word -> role(word, messages)).orElse(before.defaultRole()));
    }

    private static Role role(String word, Messages messages) {
        return Policy.roleOf(word)
                .orElseThrow(() -> Problem.badRequest(messages.text("identity.sso.role.unknown")));
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(one -> !one.isBlank());
    }
}
