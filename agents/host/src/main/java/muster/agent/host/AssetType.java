package muster.agent.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What kind of computer it is, as far as it shows (chassis types: <a
 * href="https://www.dmtf.org/standards/smbios">SMBIOS</a>, 7.4.1).
 */
final class AssetType {
    private static final Set<String> WORKSTATION_CHASSIS =
            Set.of(
                    "3", "4", "5", "6", "7", "8", "9", "10", "11", "13", "14", "15", "16", "24",
                    "30", "31", "32", "35", "36");
    private static final Set<String> SERVER_CHASSIS = Set.of("17", "23", "25", "28", "29");

    /** In the makers' and products' names of machines that are not of metal. */
    private static final List<String> VIRTUAL =
            List.of(
                    "qemu",
                    "kvm",
                    "vmware",
                    "virtualbox",
                    "virtual machine",
                    "xen",
                    "hvm domu",
                    "amazon ec2",
                    "google compute engine",
                    "openstack",
                    "bochs",
                    "parallels",
                    "bhyve",
                    "firecracker");

    private static final List<String> CONTAINER_MARKS =
            List.of("run/systemd/container", "run/.containerenv", ".dockerenv");

    private AssetType() {}

    /** One of the words that the hub knows: container, virtual_machine, workstation, server. */
    static Optional<String> read(Path root) throws IOException {
        var firmware = root.resolve("sys/class/dmi/id");
        var maker = SmallFile.line(firmware.resolve("sys_vendor")).orElse("");
        var product = SmallFile.line(firmware.resolve("product_name")).orElse("");
        var chassis = SmallFile.line(firmware.resolve("chassis_type")).orElse("");
        var named = (maker + " " + product).toLowerCase(Locale.ROOT);
        if (CONTAINER_MARKS.stream().anyMatch(mark -> Files.exists(root.resolve(mark)))) {
            return Optional.of("container");
        } else if (VIRTUAL.stream().anyMatch(named::contains)) {
            return Optional.of("virtual_machine");
        } else if (SERVER_CHASSIS.contains(chassis)) {
            return Optional.of("server");
        } else {
            return WORKSTATION_CHASSIS.contains(chassis)
                    ? Optional.of("workstation")
                    : Optional.empty();
        }
    }
}
