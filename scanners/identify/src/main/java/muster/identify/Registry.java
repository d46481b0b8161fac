package muster.identify;

import java.util.Optional;

/**
 * To whom hardware addresses and enterprise numbers were assigned, as IEEE and IANA publish it; see
 * {@code identify/registry/SOURCES}. Each list is read when it is first asked.
 */
final class Registry {
    /** Digits of MA-S and IAB, MA-M, MA-L: the longest assignment is the maker's own. */
    private static final int[] PREFIX_DIGITS = {9, 7, 6};

    private static final String MAC_RULE = "IEEE registry";

    private Registry() {}

    private static final class Prefixes {
        private static final NumberedNames NAMES = NumberedNames.of("registry/prefixes.gz");
    }

    private static final class Enterprises {
        private static final NumberedNames NAMES = NumberedNames.of("registry/enterprises.gz");
    }

    /** Notes who made the interface; nobody where the address was made up or is a group's. */
    static void read(Evidence.Mac evidence, Draft draft) {
        MacAddress.find(evidence.mac())
                .flatMap(Registry::organization)
                .ifPresent(
                        name -> draft.say(Field.VENDOR, name, new Why(evidence.mac(), MAC_RULE)));
    }

    /** Whose block an address is of. */
    static Optional<String> organization(MacAddress address) {
        if (address.isUniversal()) {
            for (int digits : PREFIX_DIGITS) {
                var found = Prefixes.NAMES.find(prefixNumber(address.prefix(digits), digits));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** A 1 before the digits keeps 00:50:C2 apart from 00:50:C2:0. */
    static long prefixNumber(long prefix, int digits) {
        return (1L << (4 * digits)) | prefix;
    }

    /**
     * Who defined the variables below {@code 1.3.6.1.4.1.number}: IANA's private enterprise
     * numbers.
     */
    static Optional<String> enterprise(long number) {
        return Enterprises.NAMES.find(number);
    }
}
