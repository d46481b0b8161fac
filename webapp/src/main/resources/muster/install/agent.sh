#!/bin/sh
# Reports this machine's packages to Muster at @hub@ once. Nothing is installed and nothing stays:
# run it from cron, once a day. Needs sh, awk, gzip and curl, and a package database of dpkg, rpm or apk.
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
  for tool in awk gzip curl mktemp; do has "$tool" || fail "$tool is needed and not installed"; done
  os_name='' os_version=''
  read_os_release
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  trap 'exit 1' HUP INT TERM
  # Each step into a file: what fails inside a pipe is not heard, and would read as an empty list.
  packages >"$work/packages"
  [ -s "$work/packages" ] || fail 'no package could be read: nothing is reported, or all that is known would count as removed'
  report_id >"$work/id"
  report "$(cat "$work/id")" <"$work/packages" >"$work/report"
  if [ "${MUSTER_DRY:-}" = 1 ]; then
    cat "$work/report"
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

# One line a package: source, name, version, architecture, source package, source version. What is
# asked is what has a database here: a tool may be installed where another keeps the machine.
packages() {
  read_from dpkg-query deb /var/lib/dpkg/status
  read_from rpm rpm /var/lib/rpm/rpmdb.sqlite /var/lib/rpm/Packages.db /var/lib/rpm/Packages \
    /usr/lib/sysimage/rpm/rpmdb.sqlite /usr/lib/sysimage/rpm/Packages.db /usr/lib/sysimage/rpm/Packages
  read_from apk apk /lib/apk/db/installed /usr/lib/apk/db/installed
}

# read_from TOOL KIND DATABASE...
read_from() {
  tool=$1 kind=$2
  shift 2
  for database in "$@"; do
    if [ -s "$database" ]; then
      has "$tool" || fail "$database is here, and no $tool to read it"
      "${kind}_list" >"$work/list" || fail "$tool could not read $database"
      "${kind}_lines" <"$work/list" || fail "what $tool said could not be read"
      return 0
    fi
  done
}

deb_list() { dpkg-query -W -f '${db:Status-Status}\t${binary:Package}\t${Version}\t${Architecture}\t${source:Package}\t${source:Version}\n'; }
deb_lines() { awk -F '\t' -v OFS='\t' '$1 == "installed" { sub(/:.*/, "", $2); print "deb", $2, $3, $4, $5, $6 }'; }

rpm_list() { rpm -qa --qf 'rpm\t%{NAME}\t%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\t%{ARCH}\t\t\n'; }
rpm_lines() { awk -F '\t' '$2 != "gpg-pubkey"'; }

apk_list() { apk list -I 2>/dev/null; }
apk_lines() {
  awk -v OFS='\t' '{ name = $1; version = ""
    if (match(name, /-[0-9][^-]*-r[0-9]+$/)) { version = substr(name, RSTART + 1); name = substr(name, 1, RSTART - 1) }
    origin = $3; gsub(/[{}]/, "", origin); print "apk", name, version, $2, origin, version }'
}

# report ID: the packages on standard input as the report.
report() {
  awk -F '\t' -v id="$1" -v host="$(hostname 2>/dev/null || uname -n)" -v os="$os_name" -v version="$os_version" '
    function text(value) { gsub(/\\/, "&&", value); gsub(/"/, "\\\"", value); gsub(/[\001-\037]/, " ", value); return "\"" value "\"" }
    function field(name, value) { if (value != "") printf ",\"%s\":%s", name, text(value) }
    BEGIN { printf "{\"report_id\":%s,\"hostname\":%s", text(id), text(host)
            field("os_name", os); field("os_version", version); field("agent_version", "agent.sh @version@"); printf ",\"products\":[" }
    { printf "%s{\"product_name\":%s", (NR > 1 ? ",\n" : ""), text($2)
      field("version", $3); field("source_type", $1); field("architecture", $4); field("source_package", $5); field("source_version", $6); printf "}" }
    END { print "]}" }'
}

send() {
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
