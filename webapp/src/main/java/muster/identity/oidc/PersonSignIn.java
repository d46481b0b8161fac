package muster.identity.oidc;

import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.identity.Letters;
import muster.identity.People;
import muster.identity.PersonalRecord;

/**
 * What becomes of the word of a provider of the whole installation. Issuer and subject alone say
 * who it is. An address, however well verified, never opens an account that is there already: its
 * person signs in once with what they have, and connects the two.
 */
final class PersonSignIn {
    private final Database database;
    private final People people;
    private final Identities identities;
    private final PersonalRecord record;
    private final Letters letters;

    /** What came of it. */
    sealed interface Outcome {
        /** It is this person. */
        record Known(People.Person person) implements Outcome {}

        /** Nobody had this address: this person is new. */
        record New(People.Person person) implements Outcome {}

        /** The account is connected to who asked for it. */
        record Connected() implements Outcome {}

        /** Somebody has this address, and signs in another way. */
        record Taken() implements Outcome {}

        /** There is no address that the provider has verified. */
        record NoAddress() implements Outcome {}
    }

    PersonSignIn(
            Database database,
            People people,
            Identities identities,
            PersonalRecord record,
            Letters letters) {
        this.database = database;
        this.people = people;
        this.identities = identities;
        this.record = record;
        this.letters = letters;
    }

    /** Who this is. Outside of any transaction. */
    Outcome settled(Provider provider, Vouched vouched) {
        return database.atDoor(() -> {
            var known = identities.person(vouched);
            if (known.isPresent()) {
                identities.used(vouched);
                return new Outcome.Known(known.get());
            } else if (vouched.email().isEmpty()) {
                return new Outcome.NoAddress();
            } else if (people.withAddress(vouched.email().get()).isPresent()) {
                return new Outcome.Taken();
            } else {
                return welcomed(provider, vouched);
            }
        });
    }

    private Outcome welcomed(Provider provider, Vouched vouched) {
        var person = people.welcome(vouched.email().orElseThrow(), vouched.name());
        var owner = identities.bind(person.id(), provider.name(), vouched);
        return new Outcome.New(people.find(owner).orElseThrow());
    }

    /** Connects the account to this person. Outside of any transaction. */
    Outcome connected(Provider provider, Vouched vouched, UUID id) throws Refused {
        var person = database.atDoor(() -> people.find(id)).orElseThrow();
        var before = database.atDoor(() -> identities.person(vouched));
        var owner = database.atDoor(() -> identities.bind(person.id(), provider.name(), vouched));
        Refused.unless(
                owner.equals(person.id()),
                Reason.ACCOUNT_OF_SOMEBODY_ELSE,
                "an account that nobody has connected",
                "one of somebody else");
        if (before.isEmpty()) {
            record.write(
                    person,
                    "account.connected",
                    "connected the account %s of %s".formatted(vouched.label(), provider.title()));
            letters.accountConnected(person, provider.title());
        }
        return new Outcome.Connected();
    }

    /** Ends a connection of this person, unless nothing else would be left to sign in with. */
    boolean disconnected(People.Person person, UUID identity) {
        var password = database.atDoor(() -> identities.hasPassword(person.id()));
        var ended =
                database.asPerson(
                        person.id(),
                        () -> {
                            var all = identities.mine();
                            var one =
                                    all.stream().filter(it -> it.id().equals(identity)).findFirst();
                            var last = !password && all.size() == 1;
                            return last || one.isEmpty() || !identities.end(identity)
                                    ? Optional.<Identities.Identity>empty()
                                    : one;
                        });
        ended.ifPresent(one ->
                record.write(
                        person,
                        "account.disconnected",
                        "disconnected the account %s of %s"
                                .formatted(one.label(), one.provider())));
        return ended.isPresent();
    }
}
