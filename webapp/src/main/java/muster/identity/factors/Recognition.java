package muster.identity.factors;

import java.util.Optional;
import muster.database.Database;
import muster.identity.People;
import muster.identity.PersonalRecord;
import muster.identity.Secret;

/** Knows people by their passkeys. Outside of any transaction. */
final class Recognition {
    private final Database database;
    private final Ceremony ceremony;
    private final Challenges challenges;
    private final Passkeys passkeys;
    private final PersonalRecord record;
    private final FactorLetters letters;

    private record Seen(Passkeys.Known passkey, Ceremony.Verdict verdict) {}

    Recognition(
            Database database,
            Ceremony ceremony,
            Challenges challenges,
            Passkeys passkeys,
            PersonalRecord record,
            FactorLetters letters) {
        this.database = database;
        this.ceremony = ceremony;
        this.challenges = challenges;
        this.passkeys = passkeys;
        this.record = record;
        this.letters = letters;
    }

    /**
     * Whose device has signed what this browser was asked to.
     *
     * @param json what the browser got from the device
     * @param cookie what the browser was given with the challenge
     */
    Optional<People.Person> person(String json, Optional<Secret> cookie) {
        var challenge = cookie.flatMap(one -> database.atDoor(() -> challenges.take(one, null)));
        var signed = ceremony.signed(json);
        if (challenge.isEmpty() || signed.isEmpty()) {
            return Optional.empty();
        }
        var seen = database.atDoor(() -> seen(signed.get(), challenge.get()));
        seen.filter(one -> one.verdict() instanceof Ceremony.Copied)
                .ifPresent(one -> tellOfCopy(one.passkey()));
        return seen.filter(one -> one.verdict() instanceof Ceremony.Good)
                .map(one -> one.passkey().person());
    }

    // The passkey's row is locked: of two signatures with one counter, one is good.
    private Optional<Seen> seen(Ceremony.Signed signed, String challenge) {
        var known =
                passkeys.known(signed.credentialId())
                        .filter(one -> signed.person().equals(Optional.of(one.person().id())));
        var seen = known.map(one -> new Seen(one, ceremony.verdict(signed, one, challenge)));
        seen.ifPresent(one -> {
            if (one.verdict() instanceof Ceremony.Good good) {
                passkeys.used(one.passkey().id(), good);
            }
        });
        return seen;
    }

    private void tellOfCopy(Passkeys.Known passkey) {
        record.write(
                passkey.person(),
                "passkey.copied",
                "the passkey “%s” was refused: its counter went back".formatted(passkey.name()));
        letters.passkeyCopied(passkey.person(), passkey.name());
    }
}
