# Packs and signs what a hub offers at /downloads: the programs of agent and scanner for this platform.
# The same sources give the same bytes. Sourced by ./muster and by tests.

# Files are as old as the release, whenever they were made.
release_time=1767225600

# build_downloads ROOT: jars are built; leaves all there is to download in webapp/target/downloads.
build_downloads() {
    local root="$1" downloads="$1/webapp/target/downloads"
    . "$root/agents/host/src/image/build.sh"
    . "$root/scanners/network/src/image/build.sh"
    rm -rf "$downloads"
    mkdir -p "$downloads"
    build_agent_image "$root" "$downloads"
    build_scanner_image "$root" "$downloads"
    (
        cd "$downloads"
        "$JAVA_HOME/bin/java" "$root/webapp/deploy/Release.java" \
            "${RELEASE_KEY:-$root/agents/host/target/release-key.pem}" "$downloads" *.tar.gz
    )
}

# image_name ROOT PROGRAM: such as muster-agent-0.1.0-linux-amd64.
image_name() {
    echo "$2-$(image_version "$1")-$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m | sed 's/x86_64/amd64/; s/aarch64/arm64/')"
}

image_version() {
    sed -n 's/^ *<version>\(.*\)<\/version>$/\1/p' "$1/pom.xml" | head -n 1
}

# image_runtime MODULES FOLDER: a Java runtime with these modules alone.
image_runtime() {
    "$JAVA_HOME/bin/jlink" --add-modules "$1" --strip-debug --no-header-files --no-man-pages --compress zip-9 --output "$2"
}

# image_launcher TEMPLATE IMAGE VERSION: a program of bin, which knows its version and jars.
image_launcher() {
    local program jar classpath=""
    program="$2/bin/$(basename "$1")"
    for jar in "$2"/lib/*.jar; do
        classpath="$classpath\${here}/lib/$(basename "$jar"):"
    done
    sed "s|@version@|$3|; s|@classpath@|${classpath%:}|" "$1" >"$program"
    chmod 755 "$program"
}

image_settle() {
    find "$1" -exec touch -h -d "@$release_time" {} +
}

# image_pack IMAGE DOWNLOADS
image_pack() {
    local name
    name="$(basename "$1")"
    tar --sort=name --mtime="@$release_time" --owner=0 --group=0 --numeric-owner --format=ustar \
        -C "$(dirname "$1")" -cf - "$name" | gzip -n -9 >"$2/$name.tar.gz"
}
