package muster.identity;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Mail by SMTP (RFC 5321), a few letters at a time in the background. A server that is away is
 * tried again; letters wait in memory only, for they hold secrets that are nowhere at rest. Who
 * waited for one that was lost asks for another.
 */
public final class Smtp implements Mail {
    static final int WAITING_MAX = 1_000;
    private static final System.Logger LOG = System.getLogger("muster.mail");
    private static final int THREADS = 2;
    private static final long CONNECT_MILLIS_MAX = Duration.ofSeconds(10).toMillis();
    private static final long ANSWER_MILLIS_MAX = Duration.ofSeconds(30).toMillis();

    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(30));

    private final Session session;
    private final URI server;
    private final String from;
    private final Clock clock;
    private final List<Duration> pauses;
    private final Semaphore room = new Semaphore(WAITING_MAX);
    private final ScheduledThreadPoolExecutor workers;

    /**
     * Mail through this server.
     *
     * @param server smtp or smtps, with maybe a user and password
     */
    public Smtp(URI server, String from, Clock clock) {
        this(server, from, clock, PAUSES);
    }

    Smtp(URI server, String from, Clock clock, List<Duration> pauses) {
        this.server = server;
        this.from = from;
        this.clock = clock;
        this.pauses = List.copyOf(pauses);
        this.session = Session.getInstance(properties(server));
        this.workers =
                new ScheduledThreadPoolExecutor(
                        THREADS, Thread.ofPlatform().daemon().name("mail-", 0).factory());
        workers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void send(Supplier<Optional<Letter>> unwritten) {
        if (room.tryAcquire()) {
            workers.execute(() -> begin(unwritten));
        } else {
            LOG.log(System.Logger.Level.ERROR, "mail is stuck; dropped a letter");
        }
    }

    @Override
    public void close() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(2, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void begin(Supplier<Optional<Letter>> unwritten) {
        try {
            unwritten.get().ifPresentOrElse(letter -> attempt(letter, 0), room::release);
        } catch (RuntimeException failure) {
            room.release();
            LOG.log(System.Logger.Level.ERROR, "a letter could not be written", failure);
        }
    }

    private void attempt(Letter letter, int failures) {
        try {
            deliver(letter);
            room.release();
        } catch (MessagingException | RuntimeException failure) {
            if (failures < pauses.size() && !workers.isShutdown()) {
                var pause = pauses.get(failures);
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0} not sent, once more in {1}: {2}",
                        letter,
                        pause,
                        failure.getMessage());
                var _ =
                        workers.schedule(
                                () -> attempt(letter, failures + 1),
                                pause.toMillis(),
                                TimeUnit.MILLISECONDS);
            } else {
                room.release();
                LOG.log(
                        System.Logger.Level.ERROR,
                        "{0} given up: {1}",
                        letter,
                        failure.getMessage());
            }
        }
    }

    private void deliver(Letter letter) throws MessagingException {
        var message = new MimeMessage(session);
        message.setFrom(new InternetAddress(from));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to(), true));
        message.setSubject(letter.subject(), "UTF-8");
        message.setText(letter.text(), "UTF-8");
        message.setHeader("Auto-Submitted", "auto-generated");
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        message.setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now));
        message.saveChanges();
        var credentials = server.getRawUserInfo();
        try (var transport = session.getTransport()) {
            if (credentials == null) {
                transport.connect();
            } else {
                var colon = credentials.indexOf(':');
                var user = colon < 0 ? credentials : credentials.substring(0, colon);
                var password = colon < 0 ? "" : credentials.substring(colon + 1);
                transport.connect(decoded(user), decoded(password));
            }
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    private static Properties properties(URI server) {
        var scheme = server.getScheme();
        var properties = new Properties();
        properties.setProperty("mail.transport.protocol", scheme);
        var settings = "mail." + scheme + ".";
        properties.setProperty(settings + "host", server.getHost());
        if (server.getPort() > 0) {
            properties.setProperty(settings + "port", String.valueOf(server.getPort()));
        }
        properties.setProperty(settings + "auth", String.valueOf(server.getUserInfo() != null));
        properties.setProperty(settings + "connectiontimeout", "" + CONNECT_MILLIS_MAX);
        properties.setProperty(settings + "timeout", "" + ANSWER_MILLIS_MAX);
        properties.setProperty(settings + "writetimeout", "" + ANSWER_MILLIS_MAX);
        properties.setProperty(settings + "ssl.checkserveridentity", "true");
        properties.setProperty(settings + "starttls.enable", "true");
        // Every letter has a link that opens something: it goes over the network encrypted or not
        // at all.
        properties.setProperty(
                settings + "starttls.required", String.valueOf(!isHere(server.getHost())));
        return properties;
    }

    private static boolean isHere(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
