# Makes the scanner's image from its jars: a runtime of its own and a launcher. Sourced by downloads.sh.

# What jdeps finds in the scanner's jars; ImageTest holds it to that.
scanner_modules=java.base,java.logging,java.management,java.naming,java.net.http,java.rmi,java.security.jgss,java.sql,java.xml

# build_scanner_image ROOT DOWNLOADS
build_scanner_image() {
    local root="$1" target="$1/scanners/network/target" image
    image="$target/image/$(image_name "$root" muster-scanner)"
    rm -rf "$target/image"
    mkdir -p "$image/bin" "$image/lib"
    image_runtime "$scanner_modules" "$image/runtime"
    cp "$target"/muster-scanner-*[0-9].jar "$target"/lib/*.jar "$image/lib"
    image_launcher "$root/scanners/network/src/image/muster-scanner" "$image" "$(image_version "$root")"
    image_settle "$image"
    image_pack "$image" "$2"
}
