#!/usr/bin/env bash
# Runs every test of the repository on Debian. What is missing is installed first (as root, or with sudo); nothing else is changed.
# The last line says how it went: "N passed, N failed". Exit code 0 only when something ran and nothing failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }

# (grep reads to the end: with -q it would break fc-list's pipe, which pipefail takes for a missing font.)
# Chromium for the browser tests, PostgreSQL for the page tests, a font with every Vietnamese letter for pictures of pages.
missing=()
command -v chromium >/dev/null || missing+=(chromium)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
fc-list 2>/dev/null | grep -i 'noto' >/dev/null || missing+=(fonts-noto-core fontconfig)
# The ClamAV daemon for the scan of attachments; its test brings a signature of its own.
[ -x /usr/sbin/clamd ] || missing+=(clamav-daemon)
if [ ${#missing[@]} -gt 0 ]; then
  echo "Installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  # The cluster that Debian's package would start is of no use here: the tests start their own.
  if [[ " ${missing[*]} " == *" postgresql "* ]]; then
    as_root mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
  fi
  # Nor are the services of ClamAV's packages, which would load a virus database.
  if [[ " ${missing[*]} " == *" clamav-daemon "* ]] && [ -d /etc/systemd/system ]; then
    for unit in clamav-daemon.service clamav-daemon.socket clamav-freshclam.service; do [ -e "/etc/systemd/system/$unit" ] || as_root ln -sf /dev/null "/etc/systemd/system/$unit"; done
  fi
  as_root apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
fi

command -v dotnet >/dev/null || { echo 'The .NET 10 SDK is needed: https://dotnet.microsoft.com/download' >&2; exit 1; }
command -v node >/dev/null || echo 'Node.js 20 or newer is not here: pages are tested with system fonts and the plain editor.'
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1

dotnet build Cchc.Web.sln -v quiet -nodeReuse:false

passed=0 failed=0 broken=0 failures=$(mktemp)
for project in tests/*Tests/*Tests.csproj; do
  name=$(basename "$project" .csproj)
  # Programs that measure are not part of the tests.
  [ "$name" = Cchc.LoadTests ] && continue
  echo "== $name"
  log=$(mktemp)
  "tests/$name/bin/Debug/net10.0/$name" --progress off --no-ansi 2>&1 | tee "$log" || broken=1
  count() { sed -nE "s/^ +$1: ([0-9]+).*/\1/p" "$log" | tail -n 1; }
  ran=$(count succeeded); bad=$(count failed)
  # A run that was cut off says nothing of itself and counts as a failure.
  [ -n "$ran" ] || { ran=0; bad=1; }
  passed=$((passed + ran)); failed=$((failed + ${bad:-0}))
  grep '^failed ' "$log" >> "$failures" || true
  rm -f "$log"
done

[ "$broken" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
cat "$failures"
rm -f "$failures"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
