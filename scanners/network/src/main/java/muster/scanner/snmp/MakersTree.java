package muster.scanner.snmp;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import muster.identify.Evidence;
import muster.identify.Field;
import muster.identify.Identification;
import muster.identify.Identity;
import muster.identify.SystemGroup;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/**
 * What a device of a maker that no rule knows says of itself. Its maker's tree is looked through
 * here for a version and a serial number, and nothing else of it is kept: there are passwords in
 * such trees.
 */
final class MakersTree {
    private static final int ROWS_MAX = 400;

    private final Conversation conversation;

    MakersTree(Conversation conversation) {
        this.conversation = conversation;
    }

    /**
     * Reads it where it may tell more.
     *
     * @param enterprises whose variables the device has
     */
    void read(List<Integer> enterprises) throws IOException, InterruptedException {
        var maker = maker(enterprises);
        if (maker.isEmpty() || isKnown(Identification.of(new Evidence.Snmp(conversation.told())))) {
            return;
        }
        var found = new HashMap<String, Variable>();
        var root = new OID(Reading.ENTERPRISES).append(maker.get());
        new Skim(
                        conversation,
                        Subtree.of(root, ROWS_MAX),
                        one -> found.put(one.getOid().toDottedString(), one.getVariable()))
                .read();
        var all = new Recording(conversation.redaction(), ROWS_MAX * Recording.VALUE_BYTES_MAX);
        found.forEach((oid, value) -> all.add(new OID(oid), value));
        for (var oid : Identification.telling(conversation.told() + all.text())) {
            Optional.ofNullable(found.get(oid))
                    .ifPresent(value -> conversation.note(new OID(oid), value));
        }
    }

    /** Whose device it is, or the only one that it can be of. */
    private Optional<Integer> maker(List<Integer> enterprises) {
        var said =
                conversation
                        .objectId()
                        .filter(oid -> oid.startsWith(Reading.ENTERPRISES))
                        .filter(oid -> oid.size() > Reading.ENTERPRISES.size())
                        .map(oid -> oid.get(Reading.ENTERPRISES.size()))
                        .filter(number -> !SystemGroup.isAgents(number));
        var others = enterprises.stream().filter(number -> !SystemGroup.isAgents(number)).toList();
        return said.or(
                () -> others.size() == 1 ? Optional.of(others.getFirst()) : Optional.empty());
    }

    private static boolean isKnown(Identity identity) {
        return identity.find(Field.VERSION).isPresent() && identity.find(Field.SERIAL).isPresent();
    }
}
