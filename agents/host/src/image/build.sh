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

# A look at this machine and a hub that refuses load all that the agent needs; these classes are then
# laid out once and for all.
agent_classes() {
    local root="$1" image="$2" home="$3/rehearsal" flags="-Xshare:off -XX:DumpLoadedClassList=" hub
    rm -rf "$home" && mkdir "$home"
    "$JAVA_HOME/bin/keytool" -genkeypair -alias hub -keyalg EC -groupname secp256r1 -validity 2 -dname CN=localhost \
        -ext SAN=dns:localhost -storepass rehearsal -keystore "$home/hub.p12" >"$home/log" 2>&1
    "$JAVA_HOME/bin/keytool" -exportcert -rfc -alias hub -storepass rehearsal -keystore "$home/hub.p12" >"$home/hub.pem" 2>>"$home/log"
    "$JAVA_HOME/bin/java" "$root/agents/host/src/image/Rehearsal.java" "$home/hub.p12" rehearsal "$home/port" >>"$home/log" 2>&1 &
    hub=$!
    while [ ! -s "$home/port" ] && kill -0 "$hub"; do sleep 0.1; done
    (
        export MUSTER_AGENT_HOME="$home" MUSTER_AGENT_CA="$home/hub.pem" MUSTER_ENROLL_TOKEN=none
        MUSTER_AGENT_HUB="https://localhost:$(cat "$home/port")"
        export MUSTER_AGENT_HUB
        AGENT_JVM_FLAGS="$flags$home/look" "$image/bin/muster-agent" look >>"$home/log" 2>&1
        AGENT_JVM_FLAGS="$flags$home/once" "$image/bin/muster-agent" once >>"$home/log" 2>&1 || true
        # Without the numbers, which each list gives for itself, and without what each run resolved.
        sed '/^@cp /d; s/ id: .*//' "$home/look" "$home/once" | sort -u >"$home/classes"
        # Without compiled code, whose traces differ from run to run.
        AGENT_JVM_FLAGS="-Xint -Xshare:dump -XX:SharedClassListFile=$home/classes" "$image/bin/muster-agent" >>"$home/log" 2>&1
    )
    kill "$hub"
}
