package muster.inventory;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a new list changes on a device. Pure.
 *
 * @param added versions that were not there
 * @param removed versions that are gone
 * @param retold versions that stay, but are now told by another kind of list
 * @param back versions that were there once and are there again
 * @param titles how many devices more (1) or fewer (-1) each title is on
 * @param installed how many versions are there afterwards
 */
record Difference(
        List<Item> added,
        List<UUID> removed,
        List<UUID> retold,
        List<UUID> back,
        Map<UUID, Integer> titles,
        int upgraded,
        int installed) {
    /** A version that is on the device now. */
    record Installed(UUID version, UUID software, Via via) {}

    /**
     * Of those told by what is replaced, all that the list leaves out are gone; but not those on
     * which it is silent.
     */
    static Difference of(
            List<Installed> before,
            List<Item> listed,
            Via via,
            Set<Via> replaced,
            Set<UUID> silent) {
        var wanted = new LinkedHashMap<UUID, Item>();
        listed.forEach(item -> wanted.putIfAbsent(item.version(), item));
        var there = before.stream().collect(Collectors.toMap(Installed::version, one -> one));
        var added = missing(wanted.values(), there.keySet());
        var gone =
                before.stream()
                        .filter(one -> replaced.contains(one.via()))
                        .filter(one -> !wanted.containsKey(one.version()))
                        .filter(one -> !silent.contains(one.version()))
                        .toList();
        var retold =
                before.stream()
                        .filter(one -> one.via() != via && replaced.contains(one.via()))
                        .map(Installed::version)
                        .filter(wanted::containsKey)
                        .toList();
        return of(before, added, gone, retold);
    }

    /** Of those told by what is replaced, these are gone, unless they come at the same time. */
    static Difference of(
            List<Installed> before, List<Item> comes, Set<UUID> goes, Set<Via> replaced) {
        var wanted = new LinkedHashMap<UUID, Item>();
        comes.forEach(item -> wanted.putIfAbsent(item.version(), item));
        var there = before.stream().map(Installed::version).collect(Collectors.toSet());
        var gone =
                before.stream()
                        .filter(one -> replaced.contains(one.via()))
                        .filter(one -> goes.contains(one.version()))
                        .filter(one -> !wanted.containsKey(one.version()))
                        .toList();
        return of(before, missing(wanted.values(), there), gone, List.of());
    }

    private static List<Item> missing(Collection<Item> wanted, Set<UUID> there) {
        return wanted.stream()
                .filter(item -> !there.contains(item.version()))
                .sorted(Comparator.comparing(Item::version))
                .toList();
    }

    private static Difference of(
            List<Installed> before, List<Item> added, List<Installed> gone, List<UUID> retold) {
        var comes = added.stream().map(Item::software).collect(Collectors.toSet());
        var goes = gone.stream().map(Installed::software).collect(Collectors.toSet());
        var upgraded = (int) comes.stream().filter(goes::contains).count();
        return new Difference(
                added,
                gone.stream().map(Installed::version).sorted().toList(),
                retold,
                List.of(),
                titles(before, added, gone),
                upgraded,
                before.size() + added.size() - gone.size());
    }

    /** A device is back with all that it had. */
    static Difference back(List<Installed> again) {
        var titles = again.stream().map(Installed::software).distinct();
        return new Difference(
                List.of(),
                List.of(),
                List.of(),
                again.stream().map(Installed::version).toList(),
                titles.collect(Collectors.toMap(title -> title, _ -> 1)),
                0,
                again.size());
    }

    /** What was moved from one device to another. */
    static Difference between(List<Installed> before, List<Installed> after) {
        var was = before.stream().map(Installed::version).collect(Collectors.toSet());
        var is = after.stream().map(Installed::version).collect(Collectors.toSet());
        var gone = before.stream().filter(one -> !is.contains(one.version())).toList();
        var come = after.stream().filter(one -> !was.contains(one.version())).toList();
        return new Difference(
                List.of(),
                gone.stream().map(Installed::version).sorted().toList(),
                List.of(),
                come.stream().map(Installed::version).sorted().toList(),
                titles(before, after),
                0,
                after.size());
    }

    /** How many versions are there that were not. */
    int arrived() {
        return added.size() + back.size();
    }

    boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty();
    }

    /** All versions that come or go, with how many devices more or fewer each is on. */
    Map<UUID, Integer> versions() {
        var versions = new HashMap<UUID, Integer>();
        added.forEach(item -> versions.put(item.version(), 1));
        back.forEach(version -> versions.put(version, 1));
        removed.forEach(version -> versions.put(version, -1));
        return versions;
    }

    private static Map<UUID, Integer> titles(
            List<Installed> before, List<Item> added, List<Installed> gone) {
        var goneVersions = gone.stream().map(Installed::version).collect(Collectors.toSet());
        return titles(
                before.stream().map(Installed::software),
                Stream.concat(
                        before.stream()
                                .filter(one -> !goneVersions.contains(one.version()))
                                .map(Installed::software),
                        added.stream().map(Item::software)));
    }

    private static Map<UUID, Integer> titles(List<Installed> before, List<Installed> after) {
        return titles(
                before.stream().map(Installed::software), after.stream().map(Installed::software));
    }

    /** A title with two versions on a device is still on one device. */
    private static Map<UUID, Integer> titles(Stream<UUID> before, Stream<UUID> after) {
        var was = before.collect(Collectors.toSet());
        var is = after.collect(Collectors.toSet());
        var titles = new HashMap<UUID, Integer>();
        minus(is, was).forEach(title -> titles.put(title, 1));
        minus(was, is).forEach(title -> titles.put(title, -1));
        return titles;
    }

    private static Set<UUID> minus(Set<UUID> some, Set<UUID> others) {
        var rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest;
    }
}
