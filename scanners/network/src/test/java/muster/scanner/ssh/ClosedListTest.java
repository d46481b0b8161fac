package muster.scanner.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Law 1: nothing outside the list can be sent to a device. */
class ClosedListTest {
    private static final String MINA = "org/apache/sshd/";
    private static final String CONSOLE = "muster/scanner/ssh/Console";

    private static final Set<String> OPENS_OR_WRITES =
            Set.of(
                    "createShellChannel",
                    "createExecChannel",
                    "createSubsystemChannel",
                    "createDirectTcpipChannel",
                    "createChannel",
                    "executeRemoteCommand",
                    "getInvertedIn",
                    "getAsyncIn",
                    "setIn",
                    "writePacket",
                    "createBuffer",
                    "startLocalPortForwarding",
                    "startRemotePortForwarding",
                    "startDynamicPortForwarding");

    /** What an operator types to look: the first words of every command there is. */
    private static final Pattern READS =
            Pattern.compile(
                    "(?:show|display) [a-z -]+|get system [a-z ]+|/[a-z /-]+ print(?: [a-z -]+)?"
                            + "|uname -a|cat /etc/os-release|hostname|ip (?:address|neighbour) show");

    /** What is set in a session alone, and ends with it. */
    private static final Set<String> PAGES =
            Set.of(
                    "terminal length 0",
                    "terminal pager 0",
                    "terminal datadump",
                    "no page",
                    "no paging",
                    "skip-page-display",
                    "set cli screen-length 0",
                    "set cli pager off",
                    "set clienv rows 0",
                    "screen-length 0 temporary",
                    "screen-length disable",
                    "environment no more");

    @Test
    void onlyOneClassOpensChannelsOrWritesToThem() throws IOException {
        var offenders = new TreeSet<String>();
        var openers = new TreeSet<String>();
        for (var file : classFiles()) {
            var read = ClassFile.of().parse(file);
            for (var entry : read.constantPool()) {
                if (opensOrWrites(entry)) {
                    var name = read.thisClass().asInternalName();
                    (name.equals(CONSOLE) ? openers : offenders).add(name + ": " + entry);
                }
            }
        }

        assertEquals(Set.of(), offenders);
        assertFalse(openers.isEmpty(), "the one class was not looked at");
    }

    /** Calls and references to methods stand in the constant pool, and so do types. */
    private static boolean opensOrWrites(PoolEntry entry) {
        return switch (entry) {
            case MemberRefEntry member ->
                    member.owner().asInternalName().startsWith(MINA)
                            && OPENS_OR_WRITES.contains(member.name().stringValue());
            case ClassEntry type -> type.asInternalName().startsWith(MINA + "client/channel/");
            default -> false;
        };
    }

    private static List<Path> classFiles() throws IOException {
        var scanner =
                Path.of(URI.create(String.valueOf(Console.class.getResource("Console.class"))))
                        .resolve("../..")
                        .normalize();
        try (var files = Files.walk(scanner)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }

    @Test
    void thatClassTakesCommandsAndKeysOnly() {
        var taken =
                Arrays.stream(Console.class.getDeclaredMethods())
                        .filter(method -> !Modifier.isPrivate(method.getModifiers()))
                        .filter(method -> !method.isSynthetic())
                        .flatMap(method -> Arrays.stream(method.getParameterTypes()))
                        .map(Class::getSimpleName)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(
                new TreeSet<>(Set.of("ClientSession", "Command", "Deadline", "Inbox", "Key")),
                taken);
    }

    @Test
    void everyCommandReads() {
        for (var command : Command.values()) {
            assertTrue(
                    command.isPagerSwitch()
                            ? PAGES.contains(command.line())
                            : READS.matcher(command.line()).matches(),
                    command.line());
        }
    }

    @Test
    void everyCommandIsAskedByAPlatformOrToLearnOne() {
        var unasked = EnumSet.allOf(Command.class);
        for (var platform : Platform.values()) {
            platform.questions().forEach(unasked::remove);
            platform.pagerSwitch().ifPresent(unasked::remove);
        }
        for (var family : Family.values()) {
            family.probes().forEach(unasked::remove);
            family.pagerSwitches().forEach(unasked::remove);
        }

        assertEquals(Set.of(), unasked);
    }
}
