package muster.web;

import java.util.Optional;
import muster.wire.ProblemType;

/**
 * Holds what came against the signature that came with it: over the bytes as they were sent, before
 * anything inflates or reads them.
 */
final class Proof {
    private Proof() {}

    /**
     * Reads the body, and is content.
     *
     * @throws Problem 401 the collector did not sign this; 403 it may not, or not from here
     */
    static void require(Visitor.Collector collector, Route route, Incoming incoming) {
        if (!isForCollectors(route.door())) {
            throw Problem.forbidden("a collector's key opens nothing but the doors of collectors");
        }
        var sent = incoming.sent(route.input().bytesMax());
        var key = collector.known();
        if (!key.secret().signed(collector.signature(), incoming.method(), incoming.path(), sent)) {
            throw Problem.unauthorized(
                    "the signature is not that of this key for this method, path, epoch, sequence"
                            + " and body");
        }
        if (route.door() != Door.RENEWING) {
            // Whoever comes for a certificate has slept for a month: its own has ended, or is lost.
            require(key, collector.certificate());
        }
    }

    private static void require(CollectorKeys.Known key, Optional<String> certificate) {
        if (certificate.isPresent()) {
            if (!key.certificates().contains(certificate.get())) {
                throw Problem.forbidden("the certificate shown is not one of this collector")
                        .typed(ProblemType.CERTIFICATE_REFUSED);
            }
        } else if (key.certificatesRequired()) {
            throw Problem.forbidden(
                            "this organization lets in only collectors that show their certificate: use the"
                                    + " address that asks for it")
                    .typed(ProblemType.CERTIFICATE_REQUIRED);
        }
    }

    private static boolean isForCollectors(Door door) {
        return switch (door) {
            case ANYONE, COLLECTOR, SIGNED, RENEWING -> true;
            case KNOWN, PERSON, ACCOUNT, MEMBER -> false;
        };
    }
}
