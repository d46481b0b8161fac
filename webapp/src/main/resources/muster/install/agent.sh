#!/bin/sh
# Reports this machine's packages to Muster at @hub@ once. Nothing is installed and nothing stays:
# run it from cron, once a day. Needs sh, awk and curl.
#
#   MUSTER_KEY   an API key with the scope inventory:write, which goes in X-Agent-Key
#   MUSTER_HUB   another hub than @hub@
#   MUSTER_DRY=1 print the report instead of sending it
#
# For machines on which the agent does not run. It signs nothing, so its devices show as "keyed".
muster_report() {
  set -eu
  hub="${MUSTER_HUB:-@hub@}"
  key="${MUSTER_KEY:-}"
  unset MUSTER_KEY
  [ -n "$key" ] || [ "${MUSTER_DRY:-}" = 1 ] || fail "MUSTER_KEY is not set: make a key with the scope inventory:write at $hub"
  has curl || fail 'curl is needed and not installed'
  os_name='' os_version='' os_id=''
  read_os_release
  if [ "${MUSTER_DRY:-}" = 1 ]; then
    report
  else
    send
  fi
}

fail() { printf 'muster: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

read_os_release() {
  for file in /etc/os-release /usr/lib/os-release; do
    if [ -r "$file" ]; then
      os_name=$(sed -n 's/^NAME=//p' "$file" | head -n 1 | tr -d '"'"'")
      os_version=$(sed -n 's/^VERSION_ID=//p' "$file" | head -n 1 | tr -d '"'"'")
      os_id=$(sed -n 's/^ID=//p' "$file" | head -n 1 | tr -d '"'"'")
      return 0
    fi
  done
  os_name=$(uname -s)
  os_version=$(uname -r)
}

report_id() {
  if [ -r /proc/sys/kernel/random/uuid ]; then cat /proc/sys/kernel/random/uuid
  elif has uuidgen; then uuidgen | tr 'A-Z' 'a-z'
  else fail 'no source of a UUID: neither /proc/sys/kernel/random/uuid nor uuidgen'; fi
}

# One line a package: source, name, version, architecture, source package, source version.
packages() {
  if has dpkg-query; then
    dpkg-query -W -f '${db:Status-Status}\t${binary:Package}\t${Version}\t${Architecture}\t${source:Package}\t${source:Version}\n' |
      awk -F '\t' -v OFS='\t' '$1 == "installed" { sub(/:.*/, "", $2); print "deb", $2, $3, $4, $5, $6 }'
  elif has rpm; then
    rpm -qa --qf 'rpm\t%{NAME}\t%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\t%{ARCH}\t\t\n' | awk -F '\t' '$2 != "gpg-pubkey"'
  elif has apk; then
    apk list -I 2>/dev/null | awk -v OFS='\t' '{ name = $1; version = ""
      if (match(name, /-[0-9][^-]*-r[0-9]+$/)) { version = substr(name, RSTART + 1); name = substr(name, 1, RSTART - 1) }
      origin = $3; gsub(/[{}]/, "", origin); print "apk", name, version, $2, origin, version }'
  else
    fail 'neither dpkg-query, rpm nor apk is here: this machine has no package list that this script can read'
  fi
}

report() {
  packages | awk -F '\t' -v id="$(report_id)" -v host="$(hostname 2>/dev/null || uname -n)" \
    -v os="$os_name" -v version="$os_version" '
    function text(value) { gsub(/\\/, "\\\\", value); gsub(/"/, "\\\"", value); gsub(/[\001-\037]/, " ", value); return "\"" value "\"" }
    function field(name, value) { if (value != "") printf ",\"%s\":%s", name, text(value) }
    BEGIN { printf "{\"report_id\":%s,\"hostname\":%s", text(id), text(host)
            field("os_name", os); field("os_version", version); field("agent_version", "agent.sh @version@"); printf ",\"products\":[" }
    { printf "%s{\"product_name\":%s", (NR > 1 ? ",\n" : ""), text($2)
      field("version", $3); field("source_type", $1); field("architecture", $4); field("source_package", $5); field("source_version", $6); printf "}" }
    END { print "]}" }'
}

send() {
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  report >"$work/report"
  # The key goes by a file: other users of the machine can read command lines.
  (umask 077; printf 'header = "X-Agent-Key: %s"\n' "$key" >"$work/key")
  gzip -c "$work/report" >"$work/report.gz"
  status=$(curl -sS --retry 5 --max-time 120 -K "$work/key" -H 'Content-Type: application/json' -H 'Content-Encoding: gzip' \
    --data-binary "@$work/report.gz" -o "$work/answer" -w '%{http_code}' "$hub/api/v1/agents/inventory") || fail "$hub did not answer"
  case "$status" in
    2??) printf 'muster: %s\n' "$(cat "$work/answer")" ;;
    *) fail "the hub answered $status: $(cat "$work/answer")" ;;
  esac
}

muster_report
