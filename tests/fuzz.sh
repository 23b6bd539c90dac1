#!/usr/bin/env bash
# Fuzzing guided by coverage: AFL++ changes inputs of a target, and keeps those that reach new code of the emulator. docs/quality.md has what it found.
#   tests/fuzz.sh [TARGET...] [MINUTES]   bodies, queries, scenarios, snapshots, tokens, secrets, recordings; all at the same time for 30 minutes if none are given
#   tests/fuzz.sh try TARGET FILE...      inputs again, such as those in artifacts/fuzz/TARGET/found/default/crashes
# Inputs that reach what no other does are kept in tests/CrossRiver.Emulator.Tests/Fuzzing/Corpus. The usual tests run them all. It needs afl++, as Debian has it.
set -euo pipefail
cd "$(dirname "$0")/.."

# The most that is kept of a target, the smallest inputs first.
most_inputs=40 most_bytes=2048

export DOTNET_NOLOGO=1 DOTNET_TieredPGO=0 DOTNET_gcConcurrent=0 DOTNET_GCgen0size=0x2000000
# AFL++ expects a native program of its own making, a machine of its own, and crashes that the kernel reports.
export AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_FORKSRV_INIT_TMOUT=120000 AFL_NO_UI=1 AFL_QUIET=1

folder=$PWD/artifacts/fuzz
program=$folder/bin/CrossRiver.Emulator.Fuzzing
kept=$PWD/tests/CrossRiver.Emulator.Tests/Fuzzing/Corpus

# Its copy of the emulator counts which branches run.
build() {
  echo "== build"
  dotnet build -v q -p:RunAnalyzers=false tests/CrossRiver.Emulator.Fuzzing
  (cd tests && dotnet tool restore) > /dev/null
  mkdir -p "$folder" && rm -rf "$folder/bin"
  cp -r artifacts/bin/CrossRiver.Emulator.Fuzzing/debug "$folder/bin"
  (cd tests && dotnet sharpfuzz "$folder/bin/CrossRiver.Emulator.dll")
}

# Prints what AFL++ did with a target, keeps what it found, and fails if an input breaks it.
fuzz() {
  local target=$1 work=$folder/$1 minutes=$2
  rm -rf "$work" && mkdir -p "$work/seeds" "$kept/$target"
  "$program" seeds "$target" "$work/seeds"
  find "$kept/$target" -type f -exec cp {} "$work/seeds/" \;
  nice -n 19 afl-fuzz -i "$work/seeds" -o "$work/found" -x "$work/seeds.dict" -m none -t 20000 -V $((minutes * 60)) -- "$program" run "$target" > "$work/log" 2>&1 ||
    { tail -n 20 "$work/log" >&2; return 1; }

  # AFL++ names an input id:NUMBER,…,+cov if it reaches a branch that nothing reached before.
  find "$work/found/default/queue" -name '*,+cov' -size "-${most_bytes}c" | while read -r path; do
    install -m 644 "$path" "$kept/$target/$(sha256sum "$path" | cut -c1-12)"
  done
  find "$kept/$target" -type f -printf '%s %p\n' | sort -n | tail -n "+$((most_inputs + 1))" | cut -d ' ' -f 2- | xargs -r rm

  local stats=$work/found/default/fuzzer_stats crashes
  crashes=$(find "$work/found/default/crashes" "$work/found/default/hangs" -name 'id:*' | wc -l)
  stat() { sed -nE "s/^$1 *: ([0-9.]+).*/\1/p" "$stats"; }
  echo "| \`$target\` | $(stat execs_done) | $(stat execs_per_sec) | $(stat edges_found) | $(stat corpus_found) | $crashes |"
  [ "$crashes" = 0 ] || { echo "see them: tests/fuzz.sh try $target $work/found/default/crashes/id*" >&2; return 1; }
}

if [ "${1:-}" = try ]; then
  [ -x "$program" ] || build
  exec "$program" "$@"
fi

targets=() minutes=30
for word in "$@"; do
  case $word in
    bodies | queries | scenarios | snapshots | tokens | secrets | recordings) targets+=("$word") ;;
    *[!0-9]* | '') sed -n '3,4s/^# *//p' "$0" >&2; exit 2 ;;
    *) minutes=$word ;;
  esac
done
[ ${#targets[@]} -gt 0 ] || targets=(bodies queries scenarios snapshots tokens secrets recordings)
command -v afl-fuzz > /dev/null || { echo "afl-fuzz is missing; install it: apt-get install afl++" >&2; exit 2; }

build
echo "== $minutes minutes of ${targets[*]}"
echo "| target | inputs tried | a second | branches | inputs with new ones | findings |"
echo "|---|---:|---:|---:|---:|---:|"
running=()
for target in "${targets[@]}"; do
  fuzz "$target" "$minutes" &
  running+=($!)
done
status=0
for one in "${running[@]}"; do wait "$one" || status=1; done
exit "$status"
