package muster.scanner.ssh;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Law 1: nothing outside the list can be sent to a device. */
class ClosedListTest {
    private static final JavaClasses SCANNER =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("muster.scanner");

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
    void onlyOneClassOpensChannelsOrWritesToThem() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Console.class.getName())
                .should()
                .accessTargetWhere(
                        DescribedPredicate.<JavaAccess<?>>describe(
                                "opens a channel or writes to one",
                                access ->
                                        access.getTargetOwner()
                                                        .getPackageName()
                                                        .startsWith("org.apache.sshd")
                                                && OPENS_OR_WRITES.contains(access.getName())))
                .check(SCANNER);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Console.class.getName())
                .should()
                .dependOnClassesThat(
                        DescribedPredicate.<JavaClass>describe(
                                "are channels",
                                one ->
                                        one.getPackageName()
                                                .startsWith("org.apache.sshd.client.channel")))
                .check(SCANNER);
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
