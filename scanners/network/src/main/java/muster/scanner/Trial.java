package muster.scanner;

import java.io.PrintStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import muster.identify.Field;
import muster.scanner.http.FirewallInquiry;
import muster.wire.Evidence;
import muster.wire.Target;

/** Tries credentials one at a time, each at as few devices as tell whether it opens any. */
final class Trial {
    /** A credential that opens none of so many addresses is worth a look by who wrote it. */
    private static final int ADDRESSES_MAX = 512;

    private static final int HTTPS_PORT = 443;
    private static final int AT_ONCE = 32;

    private final ScannerFile file;
    private final Inquest inquest;
    private final PrintStream out;

    Trial(ScannerFile file, Inquest inquest, PrintStream out) {
        this.file = file;
        this.inquest = inquest;
        this.out = out;
    }

    /** Whether it opened a device; says which, or why not. */
    boolean opens(Credential credential) throws InterruptedException {
        var kind =
                switch (credential) {
                    case Credential.Community one -> one.isVersion1() ? "SNMPv1" : "SNMPv2c";
                    case Credential.User _ -> "SNMPv3";
                    case Credential.Ssh _ -> "SSH";
                    case Credential.Https _ -> "HTTPS";
                };
        out.println(
                "credential %s: %s, sent only to %s"
                        .formatted(
                                credential.name(), kind, Check.joined(credential.allow().all())));
        var candidates = candidates(credential);
        var opened = first(candidates, credential);
        if (opened.isPresent() && isOpened(opened.get(), credential)) {
            out.println(
                    "  works at %s: %s".formatted(opened.get().address(), identity(opened.get())));
            return true;
        }
        out.println(
                candidates.isEmpty()
                        ? "  no address of a site is in its allow-list"
                        : opened.map(Trial::refusal).orElse("  nothing answered it"));
        return false;
    }

    private static String refusal(Target target) {
        var refused = target.result() == Target.Result.WRONG_CREDENTIAL;
        return "  %s at %s: %s"
                .formatted(refused ? "refused" : "no login", target.address(), target.why());
    }

    /** The first addresses to which it may be sent, with this credential alone. */
    private List<Candidate> candidates(Credential credential) {
        var alone = file.with(credential);
        var candidates = new ArrayList<Candidate>();
        for (var site : file.sites()) {
            for (InetAddress address : site.addresses()) {
                if (candidates.size() == ADDRESSES_MAX) {
                    return candidates;
                } else if (credential.allow().contains(address)) {
                    candidates.add(Candidate.of(site, address, alone));
                }
            }
        }
        return candidates;
    }

    /** Who says yes or no to it first, a few asked at a time. */
    private Optional<Target> first(List<Candidate> candidates, Credential credential)
            throws InterruptedException {
        if (!(credential instanceof Credential.Snmp)) {
            return firstLogin(candidates, credential);
        }
        for (int from = 0; from < candidates.size(); from += AT_ONCE) {
            var some = candidates.subList(from, Math.min(from + AT_ONCE, candidates.size()));
            var clear = clear(at(some, inquest::ask), credential);
            if (clear.isPresent()) {
                return clear;
            }
        }
        return Optional.empty();
    }

    /**
     * One by one, until the first says yes or no: accounts are locked that fail in many places.
     * Where none does, the first that was there says why not.
     */
    private Optional<Target> firstLogin(List<Candidate> candidates, Credential credential)
            throws InterruptedException {
        Optional<Target> there = Optional.empty();
        for (int from = 0; from < candidates.size(); from += AT_ONCE) {
            var some = candidates.subList(from, Math.min(from + AT_ONCE, candidates.size()));
            var open = at(some, inquest::openPorts);
            for (int i = 0; i < some.size(); i++) {
                var one = some.get(i);
                int port = credential instanceof Credential.Ssh ? one.site().sshPort() : HTTPS_PORT;
                if (open.get(i).contains(port)) {
                    var asked = inquest.ask(one);
                    var clear = clear(List.of(asked), credential);
                    if (clear.isPresent()) {
                        return clear;
                    }
                    there = there.or(() -> Optional.of(asked));
                }
            }
        }
        return there;
    }

    private interface Question<T> {
        T of(Candidate candidate) throws InterruptedException;
    }

    private static <T> List<T> at(List<Candidate> candidates, Question<T> question)
            throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<T>>();
            candidates.forEach(one -> asked.add(threads.submit(() -> question.of(one))));
            var answers = new ArrayList<T>();
            for (var one : asked) {
                answers.add(one.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Target> clear(List<Target> asked, Credential credential) {
        return asked.stream()
                .filter(target -> isOpened(target, credential))
                .findFirst()
                .or(() ->
                        asked.stream()
                                .filter(one -> one.result() == Target.Result.WRONG_CREDENTIAL)
                                .findFirst());
    }

    /** Whether it told what only who is let in is told; a page or a greeting is for everybody. */
    private static boolean isOpened(Target target, Credential credential) {
        return target.evidence().stream()
                .anyMatch(said ->
                        switch (credential) {
                            case Credential.Snmp _ -> said instanceof Evidence.Snmp;
                            case Credential.Ssh _ -> said instanceof Evidence.Cli;
                            case Credential.Https _ ->
                                    said instanceof Evidence.Banner one
                                            && FirewallInquiry.PROTOCOLS.contains(one.protocol());
                        });
    }

    private static String identity(Target target) {
        var identity = TargetLine.identity(target);
        var words =
                List.of(Field.HOSTNAME, Field.VENDOR, Field.MODEL, Field.OS, Field.VERSION).stream()
                        .flatMap(field -> identity.find(field).stream())
                        .distinct()
                        .collect(Collectors.joining(" "));
        return words.isEmpty() ? String.valueOf(target.why()) : words;
    }
}
