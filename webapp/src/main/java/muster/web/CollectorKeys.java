package muster.web;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The keys that collectors sign with; the enrollment room knows them. */
public interface CollectorKeys {
    /**
     * The key with this id, if it counts now: it has not ended, and its collector is not revoked.
     * What it says is at most 5 s old.
     */
    Optional<Known> find(UUID key);

    /** Takes note that a request was signed with this key: from its first use on, others end. */
    void used(Known key);

    /** Takes note that somebody named this key and could not prove that it is theirs. */
    void disproven(Known key, Flaw flaw);

    /**
     * A key and whose it is.
     *
     * @param collector its id
     * @param name of the collector, for people
     * @param certificatesRequired whether the organization lets in only who shows a certificate
     * @param certificates the serial numbers of those that the collector may show, in lower-case
     *     hexadecimal
     */
    record Known(
            UUID id,
            UUID collector,
            String name,
            Visitor.Organization organization,
            SigningKey secret,
            boolean certificatesRequired,
            Set<String> certificates) {
        public Known {
            certificates = Set.copyOf(certificates);
        }
    }
}
