package muster.install;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A hub that offers programs: what it serves is signed by a key of its own, and each program writes
 * down what it was called for.
 */
final class Offer implements AutoCloseable {
    private final Path folder;
    private final HttpServer server;
    private final KeyPair key;

    Offer(Path folder) throws IOException, GeneralSecurityException {
        this.folder = Files.createDirectories(folder);
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        key = generator.generateKeyPair();
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'});
        Files.writeString(
                folder.resolve("muster-release.pub"),
                "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                        .formatted(text.encodeToString(key.getPublic().getEncoded())));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/downloads/",
                exchange -> {
                    var name = Path.of(exchange.getRequestURI().getPath()).getFileName();
                    var bytes = Files.readAllBytes(folder.resolve(name));
                    exchange.sendResponseHeaders(200, bytes.length);
                    try (var out = exchange.getResponseBody()) {
                        out.write(bytes);
                    }
                });
        server.start();
    }

    /**
     * Offers a program of this version. Called to enroll it fails where another of its home runs,
     * and otherwise keeps the identity that is there; called to run it runs until it is stopped.
     */
    void program(String version, String platform) throws Exception {
        var name = "muster-agent-" + version + "-" + platform;
        var image = Files.createDirectories(folder.resolve("made").resolve(name));
        var bin = Files.createDirectories(image.resolve("bin"));
        var runtime = Files.createDirectories(image.resolve("runtime/bin"));
        Files.copy(Path.of("/bin/sleep"), runtime.resolve("java"));
        Files.writeString(
                bin.resolve("muster-agent"),
                """
                #!/bin/sh
                here=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd -P)
                home=$MUSTER_AGENT_HOME
                echo "$1 %s token=${MUSTER_ENROLL_TOKEN:-} proxy=${MUSTER_AGENT_PROXY:-}" >>"$home/calls"
                case "$1" in
                  enroll | once)
                    if readlink "/proc/$(cat "$home/state/pid" 2>/dev/null)/exe" >/dev/null; then
                      echo "another agent runs on $home" >&2
                      exit 1
                    fi
                    [ ! -e "$home/refused" ] || exit 1
                    [ -s "$home/state/identity.json" ] || echo "identity by %s" >"$home/state/identity.json" ;;
                  run)
                    echo $$ >"$home/state/pid"
                    [ ! -e "$home/stubborn" ] || trap '' TERM
                    exec "$here/runtime/bin/java" 600 ;;
                esac
                """
                        .formatted(version, version));
        for (var program : List.of(bin.resolve("muster-agent"), runtime.resolve("java"))) {
            if (!program.toFile().setExecutable(true)) {
                throw new IOException(program + " cannot be made executable");
            }
        }
        var packed = folder.resolve(name + ".tar.gz");
        var tar =
                new ProcessBuilder("tar", "-C", folder.resolve("made").toString(), "-czf")
                        .inheritIO();
        tar.command().addAll(List.of(packed.toString(), name));
        if (tar.start().waitFor() != 0) {
            throw new IOException(packed + " cannot be packed");
        }
        sign(packed);
    }

    private void sign(Path file) throws IOException, GeneralSecurityException {
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key.getPrivate());
        signature.update(Files.readAllBytes(file));
        Files.write(file.resolveSibling(file.getFileName() + ".sig"), signature.sign());
    }

    /** A file that it serves. */
    Path file(String name) {
        return folder.resolve(name);
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** /agent as it is served now. */
    String script() {
        return new Scripts(Downloads.in(Optional.of(folder)), address()).agent();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
