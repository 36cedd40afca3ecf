#!/usr/bin/env bash
# Runs the build host: ./build.sh [targets] [options]; see ./build.sh --help. Compiles it first, only when a source has changed.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
host="$root/artifacts/bin/host/MLOpsBuild.Build.dll"
stamp="$root/artifacts/host.stamp"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export MSBUILDDISABLENODEREUSE=1
export DOTNET_CLI_HOME="${DOTNET_CLI_HOME:-${HOME:-$root/.mlops/home}}"

if ! command -v dotnet >/dev/null 2>&1; then
  echo "The .NET SDK is not on PATH. Install version 10 (https://dot.net) and run this again." >&2
  exit 3
fi

# What the host is compiled from.
sources() {
  (cd "$root" && find build src pipelines Directory.*.props global.json -name obj -prune -o -type f \
    \( -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name '*.targets' -o -name packages.lock.json -o -name global.json -o -name BannedSymbols.txt \) "$@" -print) | LC_ALL=C sort
}

# The stamp lists the sources: one that came or went changes the list, one that was edited since then is listed twice.
changed() {
  [ ! -f "$host" ] || [ ! -f "$stamp" ] || ! sources '(' -newer "$stamp" -print -o ! -newer "$stamp" ')' | cmp -s - "$stamp"
}

if changed; then
  mkdir -p "$root/artifacts"
  next="$(mktemp "$root/artifacts/host.stamp.XXXXXX")"
  trap 'rm -f "$next"' EXIT
  sources > "$next"
  echo "Compiling the build host ..." >&2
  if ! log="$(dotnet build "$root/build/MLOpsBuild.Build.csproj" -c Release -t:Host -v quiet --nologo -p:UseSharedCompilation=false 2>&1)"; then
    echo "$log" >&2
    case "$log" in *NU1301* | *"Unable to load the service index"*) exit 3 ;; esac
    exit 2
  fi
  mv -f "$next" "$stamp"
  trap - EXIT
fi

exec dotnet exec "$host" "$@"
