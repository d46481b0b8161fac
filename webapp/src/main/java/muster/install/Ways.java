package muster.install;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.install.Downloads.Program;
import muster.web.Messages;
import muster.web.Parts.Link;
import muster.web.Site;
import org.jspecify.annotations.Nullable;

/** The ways to get a collector onto a machine, as lines to copy. */
final class Ways {
    /** The word of the way of scanners. */
    static final String SCANNER = "scanner";

    /** Stands for the token on a page that is opened again: it is shown once. */
    private static final String TOKEN_UNKNOWN = "mst_enroll_…";

    /** What the machine of a network's scanner is, as a rule. */
    private static final String SCANNER_PLATFORM = "linux-amd64";

    private final Messages messages;
    private final Site site;
    private final Optional<OwnAuthority> authority;
    private final Optional<Program> scanner;

    /**
     * One way.
     *
     * @param word one-line, inspect, ansible, cloud-init, docker, poster or scanner
     * @param lines to copy
     * @param link where there is more to do, null if nowhere
     */
    record Way(String word, String title, String note, String lines, @Nullable Link link) {}

    /**
     * How the ways differ where machines do not trust the hub yet: each of these is empty where
     * they do.
     *
     * @param shell lines of a shell that come first
     * @param items the same as commands of cloud-init
     * @param steps the same as the begin of a chain of commands
     * @param task of Ansible, that comes first
     * @param option of Ansible's download
     * @param variable of Ansible's environment
     */
    private record Trust(
            String shell, String items, String steps, String task, String option, String variable) {
        static final Trust NOT_NEEDED = new Trust("", "", "", "", "", "");

        static Trust of(OwnAuthority authority, String link) {
            var fetch = "curl -fsSk -o %s '%s'".formatted(OwnAuthority.FILE, link);
            var compare =
                    "echo '%s  %s' | sha256sum -c".formatted(authority.sha256(), OwnAuthority.FILE);
            var believe =
                    "export CURL_CA_BUNDLE=\"$PWD/%1$s\" MUSTER_AGENT_CA=\"$PWD/%1$s\""
                            .formatted(OwnAuthority.FILE);
            var chain = List.of(fetch, compare, believe);
            return new Trust(
                    String.join(" &&\n  ", chain) + "\n",
                    "  - cd /run && " + String.join(" && ", chain) + "\n",
                    "cd /tmp && " + String.join(" && \\\n    ", chain) + " && \\\n    ",
                    """
                    - name: Fetch whom to trust
                      ansible.builtin.get_url:
                        url: "%s"
                        dest: /root/%s
                        checksum: "sha256:%s"
                        validate_certs: false
                    """
                            .formatted(link, OwnAuthority.FILE, authority.sha256()),
                    "\n    ca_path: /root/" + OwnAuthority.FILE,
                    "\n    MUSTER_AGENT_CA: /root/" + OwnAuthority.FILE);
        }
    }

    Ways(Messages messages, Site site, Optional<OwnAuthority> authority, Downloads downloads) {
        this.messages = messages;
        this.site = site;
        this.authority = authority;
        this.scanner = downloads.newest(Program.SCANNER, SCANNER_PLATFORM);
    }

    /** All ways with this token in them, the one that is wanted first. */
    List<Way> with(String wanted, UUID id, @Nullable String token, String newKey) {
        var secret = token == null ? TOKEN_UNKNOWN : token;
        var script = site.link("/agent?for=" + id);
        var key = new Link(messages.text("install.way.poster.key"), newKey);
        var trust =
                authority
                        .map(one -> Trust.of(one, site.link("/downloads/" + OwnAuthority.FILE)))
                        .orElse(Trust.NOT_NEEDED);
        var ways = new ArrayList<Way>();
        ways.add(way("one-line", oneLine(secret, script, trust), null));
        ways.add(way("inspect", inspect(secret, script, trust), null));
        ways.add(way("ansible", ansible(script, trust), null));
        ways.add(way("cloud-init", cloudInit(secret, script, trust), null));
        ways.add(way("docker", docker(script, trust), null));
        ways.add(way("poster", poster(trust), key));
        var docs = new Link(messages.text("install.way.scanner.docs"), "/docs/scanner");
        scanner.ifPresent(program -> ways.add(way(SCANNER, scanner(secret, program, trust), docs)));
        ways.sort(Comparator.comparing(way -> !way.word().equals(wanted)));
        return List.copyOf(ways);
    }

    private Way way(String word, String lines, @Nullable Link link) {
        return new Way(
                word,
                messages.text("install.way." + word),
                messages.text("install.way." + word + ".note"),
                lines,
                link);
    }

    private static String oneLine(String token, String script, Trust trust) {
        return trust.shell()
                + """
                export MUSTER_ENROLL_TOKEN='%s'
                curl -fsSL '%s' | sudo -E sh\
                """
                        .formatted(token, script);
    }

    private static String inspect(String token, String script, Trust trust) {
        return trust.shell()
                + """
                curl -fsSL -o muster-agent.sh '%s'
                less muster-agent.sh
                export MUSTER_ENROLL_TOKEN='%s'
                sudo -E sh muster-agent.sh\
                """
                        .formatted(script, token);
    }

    private static String ansible(String script, Trust trust) {
        return trust.task()
                + """
                - name: Fetch the Muster installer
                  ansible.builtin.get_url:
                    url: "%s"
                    dest: /root/muster-agent.sh
                    mode: "0700"%s
                - name: Install the Muster agent
                  ansible.builtin.command:
                    cmd: sh /root/muster-agent.sh
                    creates: /opt/muster-agent/state/identity.json
                  environment:
                    MUSTER_ENROLL_TOKEN: "{{ muster_enroll_token }}"%s
                  no_log: true\
                """
                        .formatted(script, trust.option(), trust.variable());
    }

    private static String cloudInit(String token, String script, Trust trust) {
        return """
        #cloud-config
        write_files:
          - path: /run/muster-token
            permissions: "0600"
            content: "%s"
        runcmd:
        %s  - curl -fsSL -o /run/muster-agent.sh '%s'
          - MUSTER_ENROLL_TOKEN="$(cat /run/muster-token)" sh /run/muster-agent.sh
          - rm -f /run/muster-token /run/muster-agent.sh\
        """
                .formatted(token, trust.items(), script);
    }

    private static String docker(String script, Trust trust) {
        return """
        # In a Dockerfile, as the last step: the image reports what is in it.
        # docker build --secret id=muster_token,env=MUSTER_ENROLL_TOKEN .
        RUN --mount=type=secret,id=muster_token \\
            %scurl -fsSL '%s' -o /tmp/muster-agent.sh && \\
            MUSTER_ENROLL_TOKEN="$(cat /run/secrets/muster_token)" MUSTER_AGENT_ONCE=1 \\
            MUSTER_AGENT_HOME=/tmp/muster-agent sh /tmp/muster-agent.sh && \\
            rm -rf /tmp/muster-agent /tmp/muster-agent.sh\
        """
                .formatted(trust.steps(), script);
    }

    private String poster(Trust trust) {
        return trust.shell()
                + """
                export MUSTER_KEY='mst_key_…'
                curl -fsSL '%s' | sh\
                """
                        .formatted(site.link("/agent.sh"));
    }

    private String scanner(String token, Program program, Trust trust) {
        var folder = program.file().replace(".tar.gz", "");
        var authority = trust.equals(Trust.NOT_NEEDED) ? "" : "\n  ca: ../" + OwnAuthority.FILE;
        return trust.shell()
                + """
                curl -fsSLO '%1$s'
                echo '%2$s  %3$s' | sha256sum -c && tar -xzf %3$s && cd %4$s
                export MUSTER_ENROLL_TOKEN='%5$s'
                cat > scanner.yaml <<'END'
                state: state
                hub:
                  url: %6$s
                  enrollment_token: {env: MUSTER_ENROLL_TOKEN}%7$s
                sites:
                  - {name: Main, ranges: [192.168.1.0/24]}
                credentials:
                  - {name: monitoring, kind: snmp, version: 2c, community: public, allow: [192.168.1.0/24]}
                END
                bin/muster-scanner check --config scanner.yaml
                bin/muster-scanner run --config scanner.yaml\
                """
                        .formatted(
                                site.link("/downloads/" + program.file()),
                                program.sha256(),
                                program.file(),
                                folder,
                                token,
                                site.link(""),
                                authority);
    }
}
