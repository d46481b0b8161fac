package muster.devices;

import muster.audit.Audit;
import muster.database.Database;

/** The devices of an organization, and all that can be done with them. */
public record Fleet(
        Database database,
        Devices devices,
        Timeline timeline,
        Retirements retirements,
        Merges merges,
        Splits splits,
        Adoptions adoptions,
        Counters counters,
        Forks forks,
        Audit audit) {
    public static Fleet of(Books books, Audit audit) {
        var database = books.database();
        var splits = new Splits(books);
        return new Fleet(
                database,
                new Devices(database),
                books.timeline(),
                new Retirements(books),
                new Merges(books),
                splits,
                new Adoptions(database, splits),
                books.counters(),
                new Forks(database, books.timeline(), audit),
                audit);
    }
}
