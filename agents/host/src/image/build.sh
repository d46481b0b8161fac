# Makes the agent's image from its jars: a runtime of its own, classes as they lie in memory, a
# launcher. Sourced by downloads.sh.

# What jdeps finds in the agent's jars; ImageTest holds it to that.
agent_modules=java.base

# build_agent_image ROOT DOWNLOADS
build_agent_image() {
    local root="$1" target="$1/agents/host/target" image
    image="$target/image/$(image_name "$root" muster-agent)"
    rm -rf "$target/image"
    mkdir -p "$image/bin" "$image/lib"
    image_runtime "$agent_modules" "$image/runtime"
    cp "$target"/muster-agent-host-*.jar "$target"/lib/*.jar "$image/lib"
    image_launcher "$root/agents/host/src/image/muster-agent" "$image" "$(image_version "$root")"
    image_settle "$image"
    agent_classes "$root" "$image" "$target"
    image_settle "$image"
    image_pack "$image" "$2"
}

# A look at this machine and a hub that takes everything load all that the agent needs; these classes
# are then laid out once and for all.
agent_classes() {
    local root="$1" image="$2" home="$3/rehearsal" list="-Xshare:off -XX:DumpLoadedClassList=" hub agent
    rm -rf "$home" && mkdir "$home"
    rehearsal_keys "$home" >"$home/log" 2>&1
    "$JAVA_HOME/bin/java" "$root/agents/host/src/image/Rehearsal.java" "$home" rehearsal >>"$home/log" 2>&1 &
    hub=$!
    await "$home/port" "$hub"
    (
        export MUSTER_AGENT_HOME="$home" MUSTER_AGENT_CA="$home/ca.pem" MUSTER_ENROLL_TOKEN=none
        MUSTER_AGENT_HUB="https://localhost:$(cat "$home/port")"
        export MUSTER_AGENT_HUB
        AGENT_JVM_FLAGS="$list$home/look" "$image/bin/muster-agent" look >/dev/null 2>>"$home/log"
        AGENT_JVM_FLAGS="$list$home/run" "$image/bin/muster-agent" run >>"$home/log" 2>&1 &
        agent=$!
        await "$home/told" "$agent"
        AGENT_JVM_FLAGS="$list$home/status" "$image/bin/muster-agent" status >>"$home/log" 2>&1
        kill "$agent"
        wait "$agent" || true
        # Without the numbers, which each list gives for itself, and without what each run resolved.
        sed '/^@cp /d; s/ id: .*//' "$home/look" "$home/run" "$home/status" | sort -u >"$home/classes"
        # Without compiled code, whose traces differ from run to run.
        AGENT_JVM_FLAGS="-Xint -Xshare:dump -XX:SharedClassListFile=$home/classes" "$image/bin/muster-agent" >>"$home/log" 2>&1
    )
    kill "$hub"
}

# An authority and a certificate by it: to believe one that stands for itself takes fewer classes.
rehearsal_keys() {
    local tool="$JAVA_HOME/bin/keytool -storepass rehearsal" new="-keyalg EC -groupname secp256r1 -validity 30"
    $tool -genkeypair -keystore "$1/ca.p12" -alias ca $new -dname CN=ca -ext bc:c
    $tool -exportcert -keystore "$1/ca.p12" -alias ca -rfc -file "$1/ca.pem"
    $tool -genkeypair -keystore "$1/hub.p12" -alias hub $new -dname CN=localhost
    $tool -certreq -keystore "$1/hub.p12" -alias hub |
        $tool -gencert -keystore "$1/ca.p12" -alias ca -ext SAN=dns:localhost -rfc -outfile "$1/hub.pem"
    $tool -importcert -noprompt -keystore "$1/hub.p12" -alias ca -file "$1/ca.pem"
    $tool -importcert -noprompt -keystore "$1/hub.p12" -alias hub -file "$1/hub.pem"
}

# Waits for a file that a program writes, as long as that program lives.
await() {
    while [ ! -s "$1" ] && kill -0 "$2"; do sleep 0.1; done
}
