package muster.install;

import java.util.List;
import java.util.UUID;
import muster.web.Messages;
import muster.web.Parts.Link;
import muster.web.Site;
import org.jspecify.annotations.Nullable;

/** The ways to get the agent onto a machine, as lines to copy. */
final class Ways {
    /** Stands for the token on a page that is opened again: it is shown once. */
    private static final String TOKEN_UNKNOWN = "mst_enroll_…";

    private final Messages messages;
    private final Site site;

    /**
     * One way.
     *
     * @param word one-line, inspect, ansible, cloud-init, docker or poster
     * @param lines to copy
     * @param link where there is more to do, null if nowhere
     */
    record Way(String word, String title, String note, String lines, @Nullable Link link) {}

    Ways(Messages messages, Site site) {
        this.messages = messages;
        this.site = site;
    }

    /** All ways with this token in them. */
    List<Way> with(UUID id, @Nullable String token, String newKey) {
        var secret = token == null ? TOKEN_UNKNOWN : token;
        var script = site.link("/agent?for=" + id);
        var key = new Link(messages.text("install.way.poster.key"), newKey);
        return List.of(
                way("one-line", oneLine(secret, script), null),
                way("inspect", inspect(secret, script), null),
                way("ansible", ansible(script), null),
                way("cloud-init", cloudInit(secret, script), null),
                way("docker", docker(script), null),
                way("poster", poster(), key));
    }

    private Way way(String word, String lines, @Nullable Link link) {
        return new Way(
                word,
                messages.text("install.way." + word),
                messages.text("install.way." + word + ".note"),
                lines,
                link);
    }

    private static String oneLine(String token, String script) {
        return """
        export MUSTER_ENROLL_TOKEN='%s'
        curl -fsSL '%s' | sudo -E sh\
        """
                .formatted(token, script);
    }

    private static String inspect(String token, String script) {
        return """
        curl -fsSL -o muster-agent.sh '%s'
        less muster-agent.sh
        export MUSTER_ENROLL_TOKEN='%s'
        sudo -E sh muster-agent.sh\
        """
                .formatted(script, token);
    }

    private static String ansible(String script) {
        return """
        - name: Fetch the Muster installer
          ansible.builtin.get_url:
            url: "%s"
            dest: /root/muster-agent.sh
            mode: "0700"
        - name: Install the Muster agent
          ansible.builtin.command:
            cmd: sh /root/muster-agent.sh
            creates: /opt/muster-agent/state/identity.json
          environment:
            MUSTER_ENROLL_TOKEN: "{{ muster_enroll_token }}"
          no_log: true\
        """
                .formatted(script);
    }

    private static String cloudInit(String token, String script) {
        return """
        #cloud-config
        write_files:
          - path: /run/muster-token
            permissions: "0600"
            content: "%s"
        runcmd:
          - curl -fsSL -o /run/muster-agent.sh '%s'
          - MUSTER_ENROLL_TOKEN="$(cat /run/muster-token)" sh /run/muster-agent.sh
          - rm -f /run/muster-token /run/muster-agent.sh\
        """
                .formatted(token, script);
    }

    private static String docker(String script) {
        return """
        # In a Dockerfile, as the last step: the image reports what is in it.
        # docker build --secret id=muster_token,env=MUSTER_ENROLL_TOKEN .
        RUN --mount=type=secret,id=muster_token \\
            curl -fsSL '%s' -o /tmp/muster-agent.sh && \\
            MUSTER_ENROLL_TOKEN="$(cat /run/secrets/muster_token)" MUSTER_AGENT_ONCE=1 \\
            MUSTER_AGENT_HOME=/tmp/muster-agent sh /tmp/muster-agent.sh && \\
            rm -rf /tmp/muster-agent /tmp/muster-agent.sh\
        """
                .formatted(script);
    }

    private String poster() {
        return """
        export MUSTER_KEY='mst_key_…'
        curl -fsSL '%s' | sh\
        """
                .formatted(site.link("/agent.sh"));
    }
}
