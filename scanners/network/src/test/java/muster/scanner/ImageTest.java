package muster.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import muster.agent.Collector;
import muster.identify.Identification;
import muster.wire.Report;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.SshConstants;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.jul.JDK14LoggerAdapter;
import org.snakeyaml.engine.v2.api.Load;
import org.snmp4j.Snmp;

/** What the scanner's image carries of the JDK is what its jars need. */
class ImageTest {
    private static final Pattern MODULES = Pattern.compile("(?m)^scanner_modules=(.*)$");

    /** A class of each jar. */
    private static final List<Class<?>> SHIPPED =
            List.of(
                    ScannerFile.class,
                    Identification.class,
                    Collector.class,
                    Report.class,
                    Snmp.class,
                    SshClient.class,
                    SshConstants.class,
                    Load.class,
                    Logger.class,
                    JDK14LoggerAdapter.class,
                    JsonFactory.class);

    @Test
    void carriesEveryModuleThatItsJarsNeed() throws IOException {
        var script =
                Path.of(System.getProperty("muster.root"), "scanners/network/src/image/build.sh");
        var carried = MODULES.matcher(Files.readString(script));
        assertTrue(carried.find());

        var missing = new TreeSet<>(needed());
        missing.removeAll(List.of(carried.group(1).split(",")));

        assertEquals(new TreeSet<>(), missing);
    }

    private static List<String> needed() {
        var arguments =
                new ArrayList<>(
                        List.of(
                                "--multi-release",
                                "base",
                                "--ignore-missing-deps",
                                "--print-module-deps"));
        for (var shipped : SHIPPED) {
            arguments.add(place(shipped));
        }
        var out = new ByteArrayOutputStream();
        var said = new PrintStream(out, true, StandardCharsets.UTF_8);
        int status =
                ToolProvider.findFirst("jdeps")
                        .orElseThrow()
                        .run(said, said, arguments.toArray(String[]::new));
        var lines = out.toString(StandardCharsets.UTF_8).strip().lines().toList();
        assertEquals(0, status, () -> String.join("\n", lines));
        return List.of(lines.getLast().split(","));
    }

    private static String place(Class<?> shipped) {
        try {
            var source = shipped.getProtectionDomain().getCodeSource().getLocation();
            return Path.of(source.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
