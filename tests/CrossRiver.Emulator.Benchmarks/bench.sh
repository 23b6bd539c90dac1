#!/usr/bin/env bash
# Measures the published emulator and prints a table; what was measured is kept in artifacts/bench.
# Usage: bench.sh [SECONDS of each load, 10 unless given [ROUNDS, 5 unless given]] [what: choosing, start, embedded, requests, steady, throughput,
#                  lateness, memory, customers, list, queue, advance, worlds, views; all unless given]
#        bench.sh peers     the same GET and POST at WireMock and Mockoon, from npm
#        bench.sh soak 10m  a long life under load: nothing may grow
#        bench.sh overload  three times as much as can be delivered: nothing may be lost
#        bench.sh curves    what one costs as there are more
#        bench.sh micro     single functions, by BenchmarkDotNet
#        bench.sh ci        both lanes of .ci/run, each in a fresh clone
#        bench.sh page      writes docs/performance.md from what was measured; what was not, or in part only, stays
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
published=$root/artifacts/publish-bench

needs_wrk() {
  case ${1:-} in
    peers) return 0 ;;
    page | curves | micro | soak | overload | ci) return 1 ;;
  esac

  local whole=yes word
  for word in "$@"; do
    case $word in
      requests | steady | customers | list) return 0 ;;
      *[!0-9]*) whole=no ;;
    esac
  done
  [ "$whole" = yes ]
}

if needs_wrk "$@" && ! command -v wrk > /dev/null; then
  echo "wrk is not installed; it makes the load. Debian and Ubuntu: apt-get install wrk. macOS: brew install wrk" >&2
  exit 2
fi

publish() {
  dotnet publish "$1" --configuration Release --output "$2" --nologo --verbosity quiet "${@:3}"
}

# As the container has it: compiled before it runs. An empty array is an unset one to the bash of macOS.
compiled=()
if [ "$(uname -s)" = Linux ]; then
  compiled=(--use-current-runtime --self-contained false -p:PublishReadyToRun=true)
fi

if [ "${1:-}" != page ] && [ "${1:-}" != ci ]; then
  publish "$root/src/CrossRiver.Emulator" "$published/emulator" ${compiled[@]+"${compiled[@]}"}
fi
publish "$here" "$published/benchmarks"

if [ "${1:-}" = peers ]; then
  export BENCH_PEERS=$root/artifacts/bench/peers
  if command -v npm > /dev/null; then
    npm install --prefix "$BENCH_PEERS" --no-audit --no-fund --loglevel error wiremock@3.13.2 @mockoon/cli@9.9.0 ||
      echo "npm could not install the peers" >&2
  else
    echo "npm is not installed: the peers are skipped" >&2
  fi
fi

exec "$published/benchmarks/CrossRiver.Emulator.Benchmarks" "$root" "$published/emulator/CrossRiver.Emulator" "$@"
