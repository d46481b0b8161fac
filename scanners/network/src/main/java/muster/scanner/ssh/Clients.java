package muster.scanner.ssh;

import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.OptionalFeature;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.config.NamedFactoriesListParseResult;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;

/** SSH clients that bring nothing along: no key, setting or agent of the user who runs them. */
final class Clients {
    private static final int READ_BUFFER_BYTES = 8 * 1024;
    private static final long WINDOW_BYTES = 128L * 1024;
    private static final String NAME = "Muster";

    private static final String EXCHANGES =
            "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384"
                    + ",ecdh-sha2-nistp521,diffie-hellman-group14-sha256"
                    + ",diffie-hellman-group16-sha512,diffie-hellman-group18-sha512"
                    + ",diffie-hellman-group-exchange-sha256";
    private static final String CIPHERS =
            "aes128-gcm@openssh.com,aes256-gcm@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr"
                    + ",chacha20-poly1305@openssh.com";
    private static final String MACS =
            "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256"
                    + ",hmac-sha2-512,hmac-sha1-etm@openssh.com,hmac-sha1";
    private static final String SIGNATURES =
            "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521"
                    + ",rsa-sha2-512,rsa-sha2-256";

    private static final String OLD_EXCHANGES =
            ",diffie-hellman-group14-sha1,diffie-hellman-group-exchange-sha1"
                    + ",diffie-hellman-group1-sha1";
    private static final String OLD_CIPHERS = ",aes128-cbc,aes192-cbc,aes256-cbc,3des-cbc";
    private static final String OLD_MACS = ",hmac-sha1-96,hmac-md5,hmac-md5-96";
    private static final String OLD_SIGNATURES = ",ssh-rsa,ssh-dss";

    private Clients() {}

    /**
     * Makes and starts one.
     *
     * @param old whether it also takes what is no longer thought safe, last of all
     */
    static SshClient started(boolean old, SshLimits limits, Trust trust) {
        var client =
                ClientBuilder.builder()
                        .keyExchangeFactories(
                                exchanges(old ? EXCHANGES + OLD_EXCHANGES : EXCHANGES))
                        .cipherFactories(
                                supported(
                                        BuiltinCiphers.parseCiphersList(
                                                old ? CIPHERS + OLD_CIPHERS : CIPHERS)))
                        .macFactories(
                                supported(BuiltinMacs.parseMacsList(old ? MACS + OLD_MACS : MACS)))
                        .signatureFactories(
                                supported(
                                        BuiltinSignatures.parseSignatureList(
                                                old ? SIGNATURES + OLD_SIGNATURES : SIGNATURES)))
                        .channelFactories(List.of())
                        .globalRequestHandlers(List.of())
                        .forwardingFilter(RejectAllForwardingFilter.INSTANCE)
                        .hostConfigEntryResolver(HostConfigEntryResolver.EMPTY)
                        .filePasswordProvider(FilePasswordProvider.EMPTY)
                        .serverKeyVerifier(trust)
                        .build();
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setUserAuthFactories(
                List.of(
                        UserAuthPublicKeyFactory.INSTANCE,
                        UserAuthPasswordFactory.INSTANCE,
                        UserAuthKeyboardInteractiveFactory.INSTANCE));
        client.addSessionListener(trust);
        bound(client, limits);
        client.start();
        return client;
    }

    private static void bound(SshClient client, SshLimits limits) {
        CoreModuleProperties.CLIENT_IDENTIFICATION.set(client, NAME);
        CoreModuleProperties.NIO2_READ_BUFFER_SIZE.set(client, READ_BUFFER_BYTES);
        CoreModuleProperties.WINDOW_SIZE.set(client, WINDOW_BYTES);
        // A device that refuses says so, instead of being waited for.
        CoreModuleProperties.REQUEST_EXEC_REPLY.set(client, true);
        CoreModuleProperties.REQUEST_SHELL_REPLY.set(client, true);
        CoreModuleProperties.PASSWORD_PROMPTS.set(client, 1);
        CoreModuleProperties.AUTH_TIMEOUT.set(client, limits.device());
        CoreModuleProperties.IDLE_TIMEOUT.set(client, limits.device());
        CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(client, limits.prompt());
    }

    private static List<KeyExchangeFactory> exchanges(String names) {
        return NamedFactory.setUpTransformedFactories(
                true,
                BuiltinDHFactories.parseDHFactoriesList(names).getParsedFactories(),
                ClientBuilder.DH2KEX);
    }

    /** What the platform's providers can do: without Bouncy Castle there is no Ed25519. */
    private static <T> List<NamedFactory<T>> supported(
            NamedFactoriesListParseResult<T, ? extends NamedFactory<T>> parsed) {
        var supported = new ArrayList<NamedFactory<T>>();
        for (var one : parsed.getParsedFactories()) {
            if (!(one instanceof OptionalFeature feature) || feature.isSupported()) {
                supported.add(one);
            }
        }
        return supported;
    }
}
