package muster.identify;

import java.util.ArrayList;
import java.util.List;

/** All that is written down, read once: reading it takes a moment and some megabytes. */
final class Rules {
    private final SnmpRules snmp;
    private final CliRules cli;
    private final BannerRules banners;
    private final String version;

    private Rules() {
        var products = Products.load();
        snmp = new SnmpRules(files("snmp/"), products);
        cli = new CliRules(files("cli/"), products);
        banners = new BannerRules(files("banner/"), products);
        version = RuleFiles.version();
    }

    /** Whoever is first waits. */
    private static final class Loaded {
        private static final Rules RULES = new Rules();
    }

    static Rules all() {
        return Loaded.RULES;
    }

    private static List<Entry> files(String folder) {
        var files = new ArrayList<Entry>();
        for (var name : RuleFiles.rules()) {
            if (name.startsWith(folder)) {
                files.add(RuleFiles.yaml("rules/" + name));
            }
        }
        return files;
    }

    String version() {
        return version;
    }

    void read(Evidence evidence, Draft draft) {
        switch (evidence) {
            case Evidence.Snmp one -> snmp.read(one, draft);
            case Evidence.Cli one -> cli.read(one, draft);
            case Evidence.Banner one -> banners.read(one, draft);
            case Evidence.Mac one -> Registry.read(one, draft);
        }
    }

    /** What to ask an SNMP agent for, so that the rules have what they read. */
    List<SnmpQuestion> snmpQuestions() {
        return snmp.questions();
    }

    List<Example> examples() {
        var examples = new ArrayList<Example>();
        examples.addAll(snmp.examples());
        examples.addAll(cli.examples());
        examples.addAll(banners.examples());
        return examples;
    }
}
