package muster.scanner;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.identify.DeviceSecrets;
import muster.wire.Evidence;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of what devices say: the scanner's own, for some show who may ask them, and the
 * devices' as far as they can be told.
 */
public final class Redaction {
    /** Shorter ones are part of everything. */
    private static final int SECRET_CHARACTERS_MIN = 4;

    private final Optional<Pattern> own;

    private Redaction(Optional<Pattern> own) {
        this.own = own;
    }

    /** Of these credentials' secrets too, wherever they stand as words of their own. */
    public static Redaction of(Collection<Credential> credentials) {
        var words =
                credentials.stream()
                        .flatMap(Redaction::secrets)
                        .flatMap(secret -> secret.reveal().lines())
                        .filter(line -> line.length() >= SECRET_CHARACTERS_MIN)
                        .distinct()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .map(Pattern::quote)
                        .toList();
        return new Redaction(
                words.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                Pattern.compile(
                                        words.stream()
                                                .collect(
                                                        Collectors.joining(
                                                                "|",
                                                                "(?<![A-Za-z0-9])(?:",
                                                                ")(?![A-Za-z0-9])")))));
    }

    private static Stream<Secret> secrets(Credential credential) {
        return switch (credential) {
            case Credential.Community one -> Stream.of(one.community());
            case Credential.User one -> some(one.authPassword(), one.privPassword());
            case Credential.Ssh one -> some(one.password(), one.privateKey(), one.passphrase());
            case Credential.Https one -> some(one.token());
        };
    }

    private static Stream<Secret> some(@Nullable Secret... secrets) {
        return Stream.of(secrets).flatMap(Stream::ofNullable);
    }

    /**
     * What came of asking, whoever asked; what SNMP agents have goes through this when it is read.
     */
    Answer of(Answer answer) {
        return new Answer(
                answer.outcome(),
                answer.evidence().stream().map(this::of).toList(),
                of(answer.why()));
    }

    private Evidence of(Evidence evidence) {
        return switch (evidence) {
            case Evidence.Snmp one -> one;
            case Evidence.Cli one ->
                    new Evidence.Cli(one.command(), one.platform(), of(one.text()));
            case Evidence.Banner one ->
                    new Evidence.Banner(one.protocol(), one.port(), of(one.text()));
            case Evidence.Mac one -> one;
        };
    }

    public String of(String text) {
        return DeviceSecrets.hidden(
                own.map(pattern -> pattern.matcher(text).replaceAll(DeviceSecrets.INSTEAD))
                        .orElse(text));
    }
}
