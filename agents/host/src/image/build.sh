# Makes the agent's image from its jars: a runtime of its own, classes as they lie in memory, a
# launcher; packed so that the same sources give the same bytes. Sourced by ./muster.

# What jdeps finds in the agent's jars; ImageTest holds it to that.
agent_modules=java.base

# Files are as old as the release, whenever they were made.
agent_image_time=1767225600

# build_agent_image ROOT: jars are built; leaves everything to download in agents/host/target/downloads.
build_agent_image() {
    local root="$1" target="$1/agents/host/target" version name image
    version="$(sed -n 's/^ *<version>\(.*\)<\/version>$/\1/p' "$root/pom.xml" | head -n 1)"
    name="muster-agent-$version-$(agent_platform)"
    image="$target/image/$name"
    rm -rf "$target/image" "$target/downloads"
    mkdir -p "$image/bin" "$image/lib" "$target/downloads"

    "$JAVA_HOME/bin/jlink" --add-modules "$agent_modules" --strip-debug --no-header-files --no-man-pages \
        --compress zip-9 --output "$image/runtime"
    cp "$target"/muster-agent-host-*.jar "$target"/lib/*.jar "$image/lib"
    agent_launcher "$root" "$image" "$version"
    find "$image" -exec touch -h -d "@$agent_image_time" {} +
    agent_classes "$root" "$image" "$target"
    find "$image" -exec touch -h -d "@$agent_image_time" {} +

    tar --sort=name --mtime="@$agent_image_time" --owner=0 --group=0 --numeric-owner --format=ustar \
        -C "$target/image" -cf - "$name" | gzip -n -9 >"$target/downloads/$name.tar.gz"
    "$JAVA_HOME/bin/java" "$root/agents/host/src/image/Release.java" \
        "${RELEASE_KEY:-$target/release-key.pem}" "$target/downloads" "$name.tar.gz"
}

agent_platform() {
    echo "$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m | sed 's/x86_64/amd64/; s/aarch64/arm64/')"
}

agent_launcher() {
    local image="$2" jar classpath=""
    for jar in "$image"/lib/*.jar; do
        classpath="$classpath\${here}/lib/$(basename "$jar"):"
    done
    sed "s|@version@|$3|; s|@classpath@|${classpath%:}|" "$1/agents/host/src/image/muster-agent" >"$image/bin/muster-agent"
    chmod 755 "$image/bin/muster-agent"
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
