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
        var files = new RuleFiles();
        var products = Products.of(files.products());
        snmp = new SnmpRules(files.rules("snmp"), products);
        cli = new CliRules(files.rules("cli"), products);
        banners = new BannerRules(files.rules("banner"), products);
        version = files.version();
    }

    /** Whoever is first waits. */
    private static final class Loaded {
        private static final Rules RULES = new Rules();
    }

    static Rules all() {
        return Loaded.RULES;
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
