package muster.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.DefaultKeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;

/**
 * A router on loopback: it has a prompt, a pager and answers, says what it was sent, and behaves as
 * badly as it is told to.
 */
public final class FakeRouter implements AutoCloseable {
    private static final int RSA_BITS = 2048;
    private static final int CALLERS_AT_ONCE_MAX = 2_000;

    /** What it does at a command, when it does not just print. */
    public interface Deed {
        /** Prints what it likes, as slowly as it likes. */
        void answer(FakeTerminal terminal) throws IOException, InterruptedException;
    }

    private final SshServer server = SshServer.setUpDefaultServer();
    private final Map<String, Deed> deeds = new TreeMap<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> passwords = new CopyOnWriteArrayList<>();
    private final String prompt;
    private String greeting = "";
    private String key = "";
    private FakePager pager = FakePager.NONE;
    private String unknown = "% Invalid input detected at '^' marker.";
    private boolean echoes = true;

    private FakeRouter(String prompt) {
        this.prompt = prompt;
        server.setHost("127.0.0.1");
        CoreModuleProperties.SOCKET_BACKLOG.set(server, CALLERS_AT_ONCE_MAX);
        server.setKeyPairProvider(KeyPairProvider.wrap(rsaKey()));
        server.setShellFactory(_ -> new FakeTerminal(this, null));
        server.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
        identifiedBy("Cisco-1.25");
    }

    /** One that lets noc in with "river". */
    public static FakeRouter withPrompt(String prompt) {
        return new FakeRouter(prompt).lettingIn("noc", "river");
    }

    /** What it calls itself before anything else. */
    public FakeRouter identifiedBy(String software) {
        CoreModuleProperties.SERVER_IDENTIFICATION.set(server, software);
        return this;
    }

    public FakeRouter lettingIn(String user, String password) {
        server.setPasswordAuthenticator((name, given, _) -> {
            passwords.add(given);
            return name.equals(user) && given.equals(password);
        });
        return this;
    }

    /** It asks a question instead of taking a password at once. */
    public FakeRouter askingForThePassword() {
        server.setUserAuthFactories(List.of(UserAuthKeyboardInteractiveFactory.INSTANCE));
        server.setKeyboardInteractiveAuthenticator(
                DefaultKeyboardInteractiveAuthenticator.INSTANCE);
        return this;
    }

    /** It lets nobody in but who has the other half of a key. */
    public FakeRouter lettingInOnly(PublicKey key) {
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator((_, shown, _) -> KeyUtils.compareKeys(shown, key));
        return this;
    }

    /** It is of 2005. */
    public FakeRouter knowingOldAlgorithmsOnly() {
        server.setKeyExchangeFactories(
                NamedFactory.setUpTransformedFactories(
                        true,
                        BuiltinDHFactories.parseDHFactoriesList(
                                        "diffie-hellman-group14-sha1,diffie-hellman-group1-sha1")
                                .getParsedFactories(),
                        ServerBuilder.DH2KEX));
        server.setCipherFactories(List.of(BuiltinCiphers.aes128cbc));
        server.setSignatureFactories(List.of(BuiltinSignatures.rsa));
        return this;
    }

    public FakeRouter withHostKeys(KeyPair... keys) {
        server.setKeyPairProvider(KeyPairProvider.wrap(keys));
        return this;
    }

    /** On many addresses of this machine; a port is to be named then. */
    public FakeRouter onAddresses(List<String> addresses) {
        server.setHost(String.join(",", addresses));
        return this;
    }

    /** In the place of one that was there. */
    public FakeRouter onPort(int port) {
        server.setPort(port);
        return this;
    }

    /** It prints its first prompt when a key was pressed. */
    public FakeRouter askingForAKey(String question) {
        key = question;
        return this;
    }

    /** What it prints before its first prompt. */
    public FakeRouter greeting(String text) {
        greeting = text;
        return this;
    }

    public FakeRouter paging(FakePager how) {
        pager = how;
        return this;
    }

    public FakeRouter withoutEcho() {
        echoes = false;
        return this;
    }

    /** What it says to what it does not know. */
    public FakeRouter saying(String text) {
        unknown = text;
        return this;
    }

    public FakeRouter answering(String command, String text) {
        return doing(command, terminal -> terminal.page(text));
    }

    public FakeRouter doing(String command, Deed deed) {
        deeds.put(command, deed);
        return this;
    }

    /** It runs commands in channels of their own, too. */
    public FakeRouter runningCommands() {
        server.setCommandFactory((_, command) -> new FakeTerminal(this, command));
        return this;
    }

    /** Begins to listen. */
    public FakeRouter started() {
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
    }

    /** Every line that was typed and every command that was run; keys are lines of their own. */
    public List<String> received() {
        return received;
    }

    /** Every password that it was shown. */
    public List<String> passwords() {
        return passwords;
    }

    String prompt() {
        return prompt;
    }

    String greeting() {
        return greeting;
    }

    String key() {
        return key;
    }

    FakePager pager() {
        return pager;
    }

    boolean echoes() {
        return echoes;
    }

    void receive(String line) {
        received.add(line);
    }

    /** What it does at a line. */
    Deed deed(String line) {
        return line.isEmpty()
                ? _ -> {}
                : deeds.getOrDefault(line, terminal -> terminal.print(unknown + "\r\n"));
    }

    public static KeyPair rsaKey() {
        return key("RSA", RSA_BITS);
    }

    public static KeyPair ecKey() {
        return key("EC", 256);
    }

    private static KeyPair key(String algorithm, int bits) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
