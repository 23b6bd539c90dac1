#!/usr/bin/env bash
# Measures the published emulator and prints a table.
# Usage: bench.sh [seconds of each load, 10 unless given [what to measure: choosing, start, requests, list, throughput, lateness, queue, advance; all unless given]]
set -euo pipefail

seconds=${1:-10}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
published=$root/artifacts/publish-bench

if ! command -v wrk > /dev/null; then
  echo "wrk is not installed: apt-get install wrk" >&2
  exit 2
fi

publish() {
  dotnet publish "$1" --configuration Release --output "$2" --nologo --verbosity quiet
}

publish "$root/src/CrossRiver.Emulator" "$published/emulator"
publish "$here" "$published/benchmarks"

exec "$published/benchmarks/CrossRiver.Emulator.Benchmarks" "$published/emulator/CrossRiver.Emulator" "$seconds" "${@:2}"
