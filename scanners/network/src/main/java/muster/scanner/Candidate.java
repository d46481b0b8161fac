package muster.scanner;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * An address that may be a device's, and all that may be used to ask it.
 *
 * @param openPorts of TCP
 * @param credentials that may be sent there, the one with the closest allow-list first
 * @param oldAlgorithms whether SSH may fall back to old key exchanges there
 */
public record Candidate(
        Site site,
        InetAddress address,
        Set<Integer> openPorts,
        List<Credential> credentials,
        boolean oldAlgorithms) {
    public Candidate {
        openPorts = Set.copyOf(openPorts);
        credentials = List.copyOf(credentials);
    }

    /** No other way leads from the file's credentials to a device: here the allow-lists hold. */
    static Candidate of(Site site, InetAddress address, ScannerFile file) {
        var allowed =
                file.credentials().stream()
                        .filter(credential -> credential.allow().contains(address))
                        .sorted(Comparator.comparing(credential -> closeness(credential, address)))
                        .toList();
        boolean old = file.oldAlgorithms().contains(address);
        return new Candidate(site, address, Set.of(), allowed, old);
    }

    private static BigInteger closeness(Credential credential, InetAddress address) {
        return credential.allow().closeness(address).orElseThrow();
    }

    Candidate withOpenPorts(Set<Integer> ports) {
        return new Candidate(site, address, ports, credentials, oldAlgorithms);
    }

    /** Those of one kind. */
    public <T extends Credential> List<T> credentials(Class<T> kind) {
        return credentials.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
