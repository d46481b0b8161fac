package muster.scanner;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * What the scanner is to do, as its own machine's file says: nobody else can tell it.
 *
 * @param state the folder of what it remembers
 * @param oldAlgorithms where SSH may fall back to key exchanges that are broken by now
 * @param openFiles files with secrets that others of this machine may read
 */
public record ScannerFile(
        Path state,
        Optional<HubAddress> hub,
        List<Site> sites,
        List<Credential> credentials,
        Ranges oldAlgorithms,
        List<Path> openFiles) {
    private static final int FILE_BYTES_MAX = 1024 * 1024;
    private static final int SITES_MAX = 100;
    private static final int CREDENTIALS_MAX = 1000;
    private static final String STATE = "muster-scanner";

    private static final Set<String> KEYS =
            Set.of("state", "hub", "sites", "credentials", "old_algorithms");
    private static final Set<String> HUB_KEYS =
            Set.of("url", "enrollment_token", "name", "ca", "plain_http");

    public ScannerFile {
        sites = List.copyOf(sites);
        credentials = List.copyOf(credentials);
        openFiles = List.copyOf(openFiles);
    }

    /** What its writer may want to mend, a line each. */
    List<String> warnings() {
        return openFiles.stream()
                .map(open -> "others on this machine can read %s: chmod 600 it".formatted(open))
                .toList();
    }

    /** The same with this credential alone. */
    ScannerFile with(Credential credential) {
        return new ScannerFile(state, hub, sites, List.of(credential), oldAlgorithms, openFiles);
    }

    /**
     * Where what was seen is told.
     *
     * @param enrollmentToken needed once; null where the file has none
     * @param noToken why there is none, for who has not enrolled
     * @param name what this scanner enrolls as; null where its machine's name will do
     * @param ca a file of authorities to believe; null where the system's are
     * @param plainHttp whether it may be told unencrypted beyond this machine
     */
    public record HubAddress(
            URI url,
            @Nullable Secret enrollmentToken,
            String noToken,
            @Nullable String name,
            @Nullable Path ca,
            boolean plainHttp) {}

    /** A file that is not understood, with the line, the key, and what was expected. */
    public static final class Refused extends Exception {
        Refused(String why) {
            super(why);
        }
    }

    /**
     * Reads the whole file, or refuses it.
     *
     * @param environment what {@code {env: NAME}} stands for
     */
    public static ScannerFile read(Path file, Map<String, String> environment) throws Refused {
        try {
            var folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
            return read(Place.root(composed(file)), new Secrets(file, folder, environment), folder);
        } catch (Refused e) {
            throw new Refused(file + " " + e.getMessage());
        }
    }

    private static Node composed(Path file) throws Refused {
        try {
            var settings = LoadSettings.builder().setSchema(new FailsafeSchema()).build();
            return new Compose(settings)
                    .composeString(BoundedFile.text(file, FILE_BYTES_MAX))
                    .orElseThrow(() -> new Refused("line 1: is empty"));
        } catch (IOException e) {
            throw new Refused(BoundedFile.why(e));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new Refused("line %d: is no YAML: %s".formatted(line, e.getProblem()));
        } catch (YamlEngineException e) {
            throw new Refused("is no YAML");
        }
    }

    private static ScannerFile read(Place root, Secrets secrets, Path folder) throws Refused {
        var fields = root.fields(KEYS);
        var state = fields.find("state");
        var hub = fields.find("hub");
        var oldAlgorithms = new ArrayList<Range>();
        for (var range : fields.items("old_algorithms")) {
            oldAlgorithms.add(range.as(Range::of));
        }
        var credentials = credentials(fields, secrets);
        return new ScannerFile(
                state.isPresent() ? state.get().as(folder::resolve) : folder.resolve(STATE),
                hub.isPresent() ? Optional.of(hub(hub.get(), secrets, folder)) : Optional.empty(),
                sites(fields.required("sites")),
                credentials,
                new Ranges(oldAlgorithms),
                secrets.open());
    }

    private static HubAddress hub(Place place, Secrets secrets, Path folder) throws Refused {
        var fields = place.fields(HUB_KEYS);
        var url = fields.required("url").as(URI::create);
        if (url.getHost() == null || !Set.of("http", "https").contains(url.getScheme())) {
            throw fields.required("url").wrong("expected https://name");
        } else if (url.getRawUserInfo() != null) {
            throw fields.required("url").wrong("expected no user and password in it");
        }
        var token = fields.find("enrollment_token");
        var name = fields.find("name");
        var ca = fields.find("ca");
        var plain = fields.find("plain_http");
        Secret secret = null;
        var noToken = "enrollment_token is missing";
        try {
            secret = token.isPresent() ? secrets.read(token.get()) : null;
        } catch (Refused gone) {
            // It served once: who starts the scanner again need not have it any more.
            noToken = String.valueOf(gone.getMessage());
        }
        return new HubAddress(
                url,
                secret,
                noToken,
                name.isPresent() ? name.get().text().strip() : null,
                ca.isPresent() ? ca.get().as(folder::resolve) : null,
                plain.isPresent() && plain.get().word(Map.of("true", true, "false", false)));
    }

    private static List<Site> sites(Place place) throws Refused {
        var sites = new ArrayList<Site>();
        var names = new HashSet<String>();
        for (var one : place.items()) {
            var site = SiteReader.read(one);
            if (!names.add(site.name())) {
                throw one.wrong("there is another site of this name");
            }
            sites.add(site);
        }
        if (sites.isEmpty() || sites.size() > SITES_MAX) {
            throw place.wrong("expected 1 to %,d sites".formatted(SITES_MAX));
        }
        return sites;
    }

    private static List<Credential> credentials(Place.Fields fields, Secrets secrets)
            throws Refused {
        var credentials = new ArrayList<Credential>();
        var names = new HashSet<String>();
        for (var one : fields.items("credentials")) {
            var credential = new CredentialReader(secrets).read(one);
            if (!names.add(credential.name())) {
                throw one.wrong("there is another credential of this name");
            }
            credentials.add(credential);
        }
        if (credentials.size() > CREDENTIALS_MAX) {
            throw fields.wrong("more than %,d credentials".formatted(CREDENTIALS_MAX));
        }
        return credentials;
    }
}
