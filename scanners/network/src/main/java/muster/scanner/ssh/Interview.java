package muster.scanner.ssh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import muster.identify.Identification;
import muster.scanner.Answer;
import muster.scanner.Answer.Outcome;
import muster.wire.Evidence;
import org.apache.sshd.client.session.ClientSession;

/** What is asked of a device that let the scanner in, and what it answers. */
final class Interview {
    /** Whose SSH server is a computer's or RouterOS: they run a command in a channel of its own. */
    private static final Pattern UNIX =
            Pattern.compile("OpenSSH_\\S{1,40} (?:Debian|Ubuntu|Raspbian|FreeBSD|NetBSD).{0,80}");

    private static final Pattern ROUTEROS = Pattern.compile("ROSSSH.{0,80}");

    private final ClientSession session;
    private final SshLimits limits;
    private final Deadline deadline;
    private final List<Said> said = new ArrayList<>();
    private final Set<Command> asked = EnumSet.noneOf(Command.class);
    private final List<String> troubles = new ArrayList<>();
    private Optional<Platform> platform = Optional.empty();
    private int bytesLeft;
    private boolean goesOn = true;

    /** An answer that is worth keeping. */
    private record Said(Command command, String text) {}

    /** A way to have a command answered. */
    private interface Way {
        Output ask(Command command, int bytesMax, Deadline deadline)
                throws IOException, InterruptedException;
    }

    Interview(ClientSession session, SshLimits limits, Deadline deadline) {
        this.session = session;
        this.limits = limits;
        this.deadline = deadline;
        bytesLeft = limits.deviceBytes();
    }

    /** Holds it; what was said before it went wrong counts. */
    Answer held(String login, List<Evidence> greeting) throws InterruptedException {
        try {
            var family = hinted(Entrance.software(session).orElse(""));
            if (family.isEmpty() || !understood(family.get(), this::inItsOwnChannel)) {
                converse();
            }
        } catch (IOException e) {
            troubles.add("the connection ended: " + Failure.words(e));
        } catch (Shell.NoPrompt e) {
            troubles.add(e.getMessage());
        }
        var evidence = new ArrayList<>(greeting);
        for (var one : said) {
            var word = platform.map(Platform::word).orElse(null);
            evidence.add(new Evidence.Cli(one.command.line(), word, one.text));
        }
        if (said.isEmpty() && troubles.isEmpty()) {
            troubles.add("it knows none of the commands");
        }
        return new Answer(
                said.isEmpty() ? Outcome.UNSUPPORTED : Outcome.ANSWERED,
                evidence,
                troubles.isEmpty()
                        ? "SSH as " + login
                        : "SSH as %s, but %s".formatted(login, String.join("; ", troubles)));
    }

    private static Optional<Family> hinted(String software) {
        if (ROUTEROS.matcher(software).matches()) {
            return Optional.of(Family.ROUTEROS);
        }
        return UNIX.matcher(software).matches() ? Optional.of(Family.UNIX) : Optional.empty();
    }

    private Output inItsOwnChannel(Command command, int bytesMax, Deadline until)
            throws IOException, InterruptedException {
        return Exec.ask(session, command, bytesMax, until);
    }

    private void converse() throws IOException, InterruptedException, Shell.NoPrompt {
        asked.clear();
        try (var shell = Shell.open(session, deadline.within(limits.prompt()))) {
            understood(Family.of(shell.prompt()), shell::ask);
        }
    }

    /**
     * Learns the platform and asks all that is in its list.
     *
     * @return false where it understood none of the first questions
     */
    private boolean understood(Family family, Way way) throws IOException, InterruptedException {
        for (var command : family.pagerSwitches()) {
            answer(command, way);
        }
        for (var command : family.probes()) {
            if (said.isEmpty()) {
                answer(command, way);
            }
        }
        if (said.isEmpty()) {
            return false;
        }
        platform = Platform.of(Identification.of(heard()));
        var known = platform.orElse(family.otherwise());
        if (known.pagerSwitch().isPresent()) {
            answer(known.pagerSwitch().get(), way);
        }
        for (var command : known.questions()) {
            answer(command, way);
        }
        return true;
    }

    private List<muster.identify.Evidence> heard() {
        var heard = new ArrayList<muster.identify.Evidence>();
        for (var one : said) {
            heard.add(new muster.identify.Evidence.Cli(one.command.line(), one.text, null));
        }
        Entrance.software(session)
                .ifPresent(one -> heard.add(new muster.identify.Evidence.Banner("ssh", one)));
        return heard;
    }

    private void answer(Command command, Way way) throws IOException, InterruptedException {
        if (!goesOn || bytesLeft <= 0 || deadline.isOver() || !asked.add(command)) {
            return;
        }
        var output =
                way.ask(
                        command,
                        Math.min(limits.commandBytes(), bytesLeft),
                        deadline.within(limits.command()));
        goesOn = output.goesOn();
        if (output.isAnswer() && !command.isPagerSwitch()) {
            bytesLeft -= output.text().length();
            said.add(new Said(command, output.text()));
        }
        switch (output.end()) {
            case WHOLE -> {}
            case CUT -> troubles.add("\"%s\" was too long".formatted(command.line()));
            case LATE -> troubles.add("\"%s\" did not end in time".formatted(command.line()));
            case GONE -> troubles.add("it left at \"%s\"".formatted(command.line()));
        }
    }
}
