package muster.identify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import muster.identify.SnmpMatch.Found;

/**
 * What a device of an unknown maker says below its maker's arc. Nobody tells us what its variables
 * mean, but makers put what identifies a device side by side: beside a version or the name that
 * {@code sysDescr} knows, the only text that looks like a serial number is one.
 */
final class VendorTree {
    static final String RULE = "maker's variables";
    private static final int OCTETS = 4;
    private static final int TEXT_CHARACTERS_MAX = 64;
    private static final int VARIABLES_MAX = 20_000;
    private static final int INDEX_ARCS_MAX = 3;

    private final String descr;
    private final String name;

    /** What stands under one parent, in no table of several rows: 99.1.2 of 99.1.2.3.0. */
    private final List<List<Variable>> groups;

    VendorTree(Recording recording, SystemGroup.Maker maker) {
        descr = text(recording, SnmpNames.SYS_DESCR);
        name = text(recording, SnmpNames.SYS_NAME);
        var below = recording.below(maker.arc()).stream().limit(VARIABLES_MAX).toList();
        groups =
                IntStream.rangeClosed(1, INDEX_ARCS_MAX)
                        .mapToObj(arcs -> groups(below, arcs))
                        .flatMap(List::stream)
                        .distinct()
                        .toList();
    }

    /** Those of scalars, and of tables whose index has so many arcs. */
    private static List<List<Variable>> groups(List<Variable> below, int arcs) {
        var byParent = new LinkedHashMap<Oid, List<Variable>>();
        for (var variable : below) {
            byParent.computeIfAbsent(variable.oid().up(arcs + 1), _ -> new ArrayList<>())
                    .add(variable);
        }
        var groups = new ArrayList<List<Variable>>();
        byParent.forEach((parent, all) -> {
            var group = ofOneRow(all, parent, arcs).stream().filter(VendorTree::isText).toList();
            if (group.size() >= (arcs == 1 ? 1 : 2)) {
                groups.add(group);
            }
        });
        return groups;
    }

    private static String text(Recording recording, Oid oid) {
        return recording.find(oid).map(Variable::text).orElse("");
    }

    /** The scalars, else the columns of a table that has one row. */
    private static List<Variable> ofOneRow(List<Variable> group, Oid parent, int arcs) {
        var scalars =
                arcs == 1
                        ? group.stream().filter(one -> one.oid().last() == 0).toList()
                        : List.<Variable>of();
        long rows =
                group.stream()
                        .map(one -> one.oid().behind(parent).part(1, arcs + 1))
                        .distinct()
                        .limit(2)
                        .count();
        return scalars.isEmpty() && rows == 1 ? group : scalars;
    }

    private static boolean isText(Variable variable) {
        var text = variable.text();
        return variable.type() == OCTETS
                && !text.isEmpty()
                && text.length() <= TEXT_CHARACTERS_MAX
                && !Placeholders.has(text);
    }

    void read(Draft draft) {
        say(draft, Field.MODEL, model());
        say(draft, Field.SERIAL, serial());
        if (!draft.hasCpe()) {
            say(draft, Field.VERSION, version());
        }
    }

    private static void say(Draft draft, Field field, Optional<Found> found) {
        found.ifPresent(one -> draft.say(field, one.value(), one.variable().why(RULE)));
    }

    /**
     * What may be kept of it: the version, the serial number, and what lets these be told from all
     * else. A model that only stands beside them could as well be a password.
     */
    List<Variable> telling() {
        var telling = new LinkedHashSet<Variable>();
        version().map(Found::variable).ifPresent(telling::add);
        all(this::isSurelyModel).stream().findFirst().ifPresent(telling::add);
        serial().map(Found::variable)
                .ifPresent(serial -> {
                    var beside =
                            groups.stream()
                                    .filter(group -> group.contains(serial))
                                    .flatMap(List::stream)
                                    .filter(one -> isVersion(one) || isSurelyModel(one))
                                    .toList();
                    if (!beside.isEmpty()) {
                        telling.add(serial);
                        telling.addAll(beside);
                    }
                });
        return List.copyOf(telling);
    }

    private static boolean isVersion(Variable variable) {
        return Looks.version(variable.text()).isPresent();
    }

    private boolean isSurelyModel(Variable variable) {
        return isLikeModel(variable) && Looks.says(descr, variable.text());
    }

    /** One that sysDescr says too, else the first of three numbers, else the only one. */
    private Optional<Found> version() {
        var all = new ArrayList<Found>();
        for (var variable : all(_ -> true)) {
            Looks.version(variable.text()).ifPresent(said -> all.add(new Found(said, variable)));
        }
        return first(all, said -> Looks.says(descr, said))
                .or(() -> first(all, Looks::isLongVersion))
                .or(() -> only(all));
    }

    private static Optional<Found> first(List<Found> all, Predicate<String> condition) {
        return all.stream().filter(one -> condition.test(one.value())).findFirst();
    }

    /**
     * The only one that stands beside a version or a name of the device; of several the only one
     * that stands beside both, where a plainer number is believed too.
     */
    private Optional<Found> serial() {
        return only(serials(this::tellsOfDevice, Looks::isSerial))
                .or(() -> only(serials(this::tellsAll, Looks::isSerial)))
                .or(() -> only(serials(this::tellsAll, Looks::isPlainSerial)));
    }

    private List<Found> serials(Predicate<List<Variable>> beside, Predicate<String> looks) {
        return groups.stream()
                .filter(beside)
                .flatMap(List::stream)
                .filter(one -> looks.test(one.text()) && isNoName(one.text()))
                .map(one -> new Found(one.text(), one))
                .toList();
    }

    private boolean tellsOfDevice(List<Variable> group) {
        return group.stream().anyMatch(one -> isVersion(one) || isLikeModel(one));
    }

    private boolean tellsAll(List<Variable> group) {
        return group.stream().anyMatch(VendorTree::isVersion)
                && group.stream().anyMatch(this::isLikeModel);
    }

    private boolean isNoName(String text) {
        return !descr.contains(text) && !name.equals(text);
    }

    /** What sysDescr calls the device too, else what stands beside its serial number first. */
    private Optional<Found> model() {
        return all(this::isSurelyModel).stream()
                .findFirst()
                .or(() -> beside(serial()))
                .or(() -> beside(version()))
                .map(one -> new Found(one.text(), one));
    }

    private Optional<Variable> beside(Optional<Found> found) {
        return found.stream()
                .flatMap(one -> groups.stream().filter(group -> group.contains(one.variable())))
                .flatMap(List::stream)
                .filter(this::isLikeModel)
                .findFirst();
    }

    private List<Variable> all(Predicate<Variable> condition) {
        return groups.stream().flatMap(List::stream).filter(condition).toList();
    }

    private static Optional<Found> only(List<Found> found) {
        return found.stream().map(Found::value).distinct().count() == 1
                ? Optional.of(found.getFirst())
                : Optional.empty();
    }

    private boolean isLikeModel(Variable variable) {
        var text = variable.text();
        return Looks.isModel(text) && !Looks.isSerial(text) && !name.contains(text);
    }
}
