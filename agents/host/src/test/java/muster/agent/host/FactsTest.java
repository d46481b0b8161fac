package muster.agent.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import muster.wire.MacAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The single facts of a computer where they are not as usual. */
final class FactsTest {
    @TempDir private Path folder;
    private FakeRoot root;

    @BeforeEach
    void make() {
        root = new FakeRoot(folder);
    }

    @Test
    void takesTheConfiguredNameWhereTheKernelTellsNone() throws IOException {
        root.file("etc/hostname", "\n");
        assertEquals(Optional.empty(), Hostname.read(folder, false));

        root.file("etc/hostname", "web02\n");
        assertEquals(Optional.of("web02"), Hostname.read(folder, false));
    }

    @Test
    void asksTheKernelForTheNameButNotForThatOfItsHost() throws IOException {
        root.file("etc/hostname", "web02\n").file("proc/sys/kernel/hostname", "0a1b2c3d\n");

        assertEquals(Optional.of("0a1b2c3d"), Hostname.read(folder, false));
        assertEquals(Optional.of("web02"), Hostname.read(folder, true));
    }

    @Test
    void knowsASystemThatRollsOnWithoutVersion() throws IOException {
        root.file("usr/lib/os-release", "# a comment\nNAME='Arch Linux'\nID=arch\n");

        assertEquals(Optional.of(new OsRelease("Arch Linux", null)), OsRelease.read(folder));
    }

    @Test
    void readsTheSerialOfABoardWithoutFirmware() throws IOException {
        root.file("sys/firmware/devicetree/base/serial-number", "10000000abcdef01\0");

        assertEquals(new Hardware("10000000abcdef01", null, false), Hardware.read(folder));
    }

    @ParameterizedTest
    @CsvSource({
        "Dell Inc.,          PowerEdge R650,  23, server",
        "LENOVO,             20XW0026GE,      10, workstation",
        "QEMU,               Standard PC,      1, virtual_machine",
        "Microsoft Corporation, Virtual Machine, 3, virtual_machine",
        "Amazon EC2,         m7g.large,        1, virtual_machine",
        "Unknown,            Box,              2, ",
    })
    void tellsTheKindOfComputer(String maker, String product, String chassis, String kind)
            throws IOException {
        root.file("sys/class/dmi/id/sys_vendor", maker)
                .file("sys/class/dmi/id/product_name", product)
                .file("sys/class/dmi/id/chassis_type", chassis);

        assertEquals(Optional.ofNullable(kind), AssetType.read(folder));
    }

    @Test
    void tellsAContainerWhateverItsHostIs() throws IOException {
        root.file("sys/class/dmi/id/chassis_type", "23").file("run/.containerenv", "");

        assertEquals(Optional.of("container"), AssetType.read(folder));
    }

    @Test
    void tellsACopiedDiskByItsHardware() throws IOException {
        root.file("etc/machine-id", "0123456789abcdef0123456789abcdef\n");
        var here = MachineMarks.read(folder, new Hardware("A1", null, false), List.of());
        var there = MachineMarks.read(folder, new Hardware("B2", null, false), List.of());

        assertEquals(List.of("serial", "machine_id"), List.copyOf(here.keySet()));
        assertEquals(here.get("machine_id"), there.get("machine_id"));
        assertNotEquals(here.get("serial"), there.get("serial"));
    }

    @Test
    void hashesTheSameTextOfTwoKindsDifferently() throws IOException {
        var marks =
                MachineMarks.read(
                        folder,
                        new Hardware("same", "same", false),
                        List.of(MacAddress.of("b0:7b:25:01:02:03")));

        assertEquals(List.of("hardware_uuid", "serial", "mac"), List.copyOf(marks.keySet()));
        assertNotEquals(marks.get("hardware_uuid"), marks.get("serial"));
        assertTrue(marks.values().stream().allMatch(hash -> hash.matches("[0-9a-f]{64}")));
    }

    @Test
    void passesOverRowsThatAreNone() throws IOException {
        root.file("proc/net/arp", "titles\n192.0.2.1 0x1 0x2 zz:zz * eth0\n\nx\n")
                .file("proc/net/tcp", "titles\n0: XYZ:1 0:0 0A 0 0 0 0 0 1\n1: 0:0\n");

        assertEquals(List.of(), Neighbours.read(folder));
        assertEquals(List.of(), Sockets.read(folder));
    }

    @Test
    void knowsMountsOfOtherMachines() throws IOException {
        root.file(
                "proc/self/mountinfo",
                """
                22 1 8:1 / / rw - ext4 /dev/sda1 rw
                23 22 8:2 / /home rw master:1 - xfs /dev/sda2 rw
                40 22 0:50 / /mnt/my\\040share rw shared:1 - cifs //nas/share rw
                41 22 7:1 / /snap/core22/1122 ro - squashfs /dev/loop1 ro
                damaged
                """);

        assertEquals(
                List.of("mnt/my share", "snap/core22/1122"),
                Mounts.foreign(folder).stream()
                        .map(each -> folder.relativize(each).toString())
                        .sorted()
                        .toList());
    }

    @Test
    void knowsTheMountsOfItsHostFromItsOwn() throws IOException {
        root.file(
                "proc/self/mountinfo",
                """
                22 1 0:50 / / rw - overlay overlay rw
                23 22 0:51 / /data rw - tmpfs tmpfs rw
                24 22 8:1 / %1$s ro - ext4 /dev/sda1 rw
                25 24 0:22 / %1$s/proc rw - proc proc rw
                26 24 0:52 / %1$s/mnt/share rw - nfs4 nas:/share rw
                """
                        .formatted(folder));

        assertEquals(
                Set.of(folder.resolve("proc"), folder.resolve("mnt/share")),
                Mounts.foreign(folder));
    }
}
