package muster.organizations;

import java.util.Optional;
import muster.tenancy.Actor;

/**
 * What a founder pasted before there was an organization, kept in the new one. The transaction is
 * the new organization's; a paste that cannot be read undoes the founding.
 */
@FunctionalInterface
public interface Founding {
    void keep(Actor founder, String paste, Optional<String> hostname);
}
