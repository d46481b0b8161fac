package muster.identity.saml;

import java.net.URI;

/**
 * A place of the identity provider's. Answers go to another place than requests only where its
 * metadata says so.
 */
record Endpoint(Binding binding, URI location, URI answers) {}
