package muster.inventory;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.web.Field;
import muster.web.Fields;
import muster.web.Page;
import muster.web.Query;
import muster.web.Searched;
import muster.web.TokenTable;
import muster.web.Tokens.Range;
import org.jspecify.annotations.Nullable;

/** All software of the organization: titles and their versions. */
public final class SoftwareList {
    /** The words of a title's name and vendor. */
    public static final TokenTable WORDS = new TokenTable("software_tokens", "software_id");

    static final Sql ID = Sql.of("s.id");

    /** Fields whose values are among a title's words. */
    private static final Set<String> TOLD = Set.of("name", "vendor");

    private static final Field NAME = Field.text("name", "s.name_order");

    /** What the list of titles can be asked for. */
    public static final Fields BY_NAME = fields("s.id", "name", NAME.sorted());

    private static final Fields BY_MATCH =
            fields("t.found", Searched.MATCH.name(), NAME, Searched.MATCH);

    private static final Sql COLUMNS =
            Sql.of("select s.id, s.source, s.vendor, s.name, s.devices, s.first_seen");
    private static final int VERSIONS_MAX = 500;

    private final Database database;
    private final Searched searched;

    /** A title and how many devices it is on. */
    public record Title(
            UUID id,
            @Nullable String vendor,
            String name,
            String source,
            int devices,
            Instant firstSeen) {}

    /** A version of a title and how many devices it is on; a null version was never told. */
    public record Version(
            UUID id, @Nullable String version, @Nullable String architecture, int devices) {}

    public SoftwareList(Database database) {
        this.database = database;
        this.searched = new Searched(database, WORDS, TOLD, BY_NAME, BY_MATCH);
    }

    private static Fields fields(@CompileTimeConstant String id, String usual, Field... names) {
        var others =
                Stream.of(
                        Field.text("vendor", "lower(s.vendor) collate \"C\""),
                        Field.text("source", "s.source"),
                        Field.number("devices", "s.devices").sorted(),
                        Field.time("first_seen", "s.first_seen"));
        return Fields.of(id, usual, Stream.concat(Stream.of(names), others).toArray(Field[]::new))
                .searched((from, below) -> WORDS.isOn(ID, new Range(from, below)));
    }

    /** Reads what the list of titles is asked for. */
    public Query ask(Map<String, String> parameters, Clock clock) {
        return searched.ask(parameters, clock);
    }

    /** Titles that are on at least one device. */
    public Page<Title> titles(Query query) {
        return query.page(database, COLUMNS, from(query), SoftwareList::title);
    }

    public void eachTitle(Query query, Consumer<Title> receiver) {
        query.each(database, COLUMNS, from(query), row -> receiver.accept(title(row)));
    }

    private Sql from(Query query) {
        return searched.from(query, Sql.of("software s"), ID, Sql.of("where s.devices > 0"));
    }

    /** Rows with software {@code s}, by a rare word of it where one is asked for. */
    Sql narrowed(Query query, Sql rows) {
        return searched.narrowed(query, rows, ID);
    }

    public Optional<Title> title(UUID id) {
        return database.first(
                COLUMNS.and("from software s where s.id = ?", id), SoftwareList::title);
    }

    /** Versions of a title, those on the most devices first; gone ones last. */
    public List<Version> versions(UUID title) {
        return database.list(
                Sql.of(
                        """
                        select id, version, architecture, devices from software_versions
                        where software_id = ? order by devices desc, version desc, id limit ?
                        """,
                        title,
                        VERSIONS_MAX),
                SoftwareList::version);
    }

    public Optional<Version> version(UUID title, UUID version) {
        return database.first(
                Sql.of(
                        """
                        select id, version, architecture, devices from software_versions
                        where software_id = ? and id = ?
                        """,
                        title,
                        version),
                SoftwareList::version);
    }

    private static Title title(Row row) {
        return new Title(
                row.uuid("id"),
                row.textOrNull("vendor"),
                row.text("name"),
                row.text("source"),
                row.integer("devices"),
                row.instant("first_seen"));
    }

    private static Version version(Row row) {
        return new Version(
                row.uuid("id"),
                row.textOrNull("version"),
                row.textOrNull("architecture"),
                row.integer("devices"));
    }
}
