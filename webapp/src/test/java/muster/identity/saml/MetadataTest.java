package muster.identity.saml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An administrator's file is read, or it is said what is wrong with it. */
class MetadataTest {
    private final TestIdp idp = TestIdp.rsa("https://idp.example/acme", Stage.NOW);

    @Test
    void tellsWhoTheIdentityProviderIs() throws Metadata.Unreadable {
        var provider = read(idp.metadata());

        assertEquals(idp.entityId(), provider.entityId());
        assertEquals(List.of(idp.certificate()), provider.certificates());
        assertEquals(URI.create("https://idp.example/sso"), provider.signOnByRedirect());
        assertEquals(
                URI.create("https://idp.example/slo"),
                provider.logoutByRedirect().orElseThrow().location());
    }

    @Test
    void takesWhatEditorsAndFederationsPutAround() throws Metadata.Unreadable {
        var entity = idp.metadata();
        var group =
                "<md:EntitiesDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\">"
                        + entity
                        + "</md:EntitiesDescriptor>";

        assertEquals(idp.entityId(), read("\ufeff" + entity).entityId());
        assertEquals(idp.entityId(), read("\n  " + entity).entityId());
        assertEquals(idp.entityId(), read(group).entityId());
        assertEquals(idp.entityId(), read(entity.replace(" use=\"signing\"", "")).entityId());
    }

    @Test
    void saysWhatIsWrong() {
        var good = idp.metadata();
        var weak = TestIdp.make("x", TestIdp.rsaKeys(1024), Stage.NOW.plus(Duration.ofDays(9)));
        var over = TestIdp.make("x", TestIdp.ecKeys(), Stage.NOW.minus(Duration.ofDays(1)));

        Map.ofEntries(
                        Map.entry("", Metadata.Fault.NOT_XML),
                        Map.entry("{\"issuer\":1}", Metadata.Fault.NOT_XML),
                        Map.entry("<!DOCTYPE x>" + good, Metadata.Fault.NOT_XML),
                        Map.entry("<html/>", Metadata.Fault.NOT_METADATA),
                        Map.entry(good.replace("IDPSSO", "SPSSO"), Metadata.Fault.NO_PROVIDER),
                        Map.entry(
                                good.replace("SAML:2.0:protocol", "SAML:1.1:protocol"),
                                Metadata.Fault.NO_PROVIDER),
                        Map.entry(
                                "<md:EntitiesDescriptor"
                                        + " xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\">"
                                        + good
                                        + good
                                        + "</md:EntitiesDescriptor>",
                                Metadata.Fault.SEVERAL_PROVIDERS),
                        Map.entry(good.replace(idp.entityId(), " "), Metadata.Fault.NO_ENTITY_ID),
                        Map.entry(
                                good.replace("HTTP-Redirect", "SOAP"), Metadata.Fault.NO_REDIRECT),
                        Map.entry(
                                good.replace("https://idp.example/sso", "javascript:alert(1)"),
                                Metadata.Fault.BAD_LOCATION),
                        Map.entry(
                                good.replace("https://idp.example/sso", "https://u:p@idp/"),
                                Metadata.Fault.BAD_LOCATION),
                        Map.entry(
                                good.replace("use=\"signing\"", "use=\"encryption\""),
                                Metadata.Fault.NO_CERTIFICATE),
                        Map.entry(
                                good.replace(idp.base64(), "AAAA"), Metadata.Fault.BAD_CERTIFICATE),
                        Map.entry(weak.metadata(), Metadata.Fault.WEAK_KEY),
                        Map.entry(over.metadata(), Metadata.Fault.CERTIFICATES_EXPIRED),
                        Map.entry(
                                good.replace(
                                        "entityID", "validUntil=\"2026-01-01T00:00:00Z\" entityID"),
                                Metadata.Fault.EXPIRED),
                        Map.entry(" ".repeat(2_000_000), Metadata.Fault.TOO_LARGE))
                .forEach((file, fault) ->
                        assertEquals(
                                fault,
                                assertThrows(Metadata.Unreadable.class, () -> read(file), file)
                                        .fault(),
                                file));
    }

    private static IdentityProvider read(String file) throws Metadata.Unreadable {
        return Metadata.read(file.getBytes(UTF_8), Stage.NOW);
    }
}
