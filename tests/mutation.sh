#!/usr/bin/env bash
# Mutation testing: changes the emulator's code in thousands of places, one at a time, and looks whether a test fails. docs/quality.md has the scores.
#   tests/mutation.sh [AREA...]   folders or files of src/CrossRiver.Emulator, for example Kernel/Text; Kernel, Language, Faults, Platform and Modules if none is given
# dotnet-stryker makes and compiles the mutants, once for each state of the code. tests/CrossRiver.Emulator.Mutation runs the tests that reach each of them.
# Results stay in artifacts/mutation: a run that was interrupted goes on where it was, and one with new tests tries only what was not killed before.
#   MUTATION_WORKERS (2)    how many mutants are tested at a time
#   MUTATION_SECONDS (3)    how long the tests of one mutant may take, added up
#   MUTATION_SHARE (100)    how many of a hundred mutants are tested, drawn at random, the same in each run
set -euo pipefail
cd "$(dirname "$0")/.."
areas=("$@")
[ $# -gt 0 ] || areas=(Kernel Language Faults Platform Modules)
git diff --quiet HEAD -- src || { echo "src has changes that are not committed" >&2; exit 2; }

export DOTNET_NOLOGO=1 DOTNET_TieredPGO=0 DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=0 DOTNET_gcConcurrent=0 DOTNET_GCgen0size=0x4000000
folder=$PWD/artifacts/mutation/$(git ls-tree -r HEAD src/CrossRiver.Emulator | grep '\.cs$' | git hash-object --stdin | cut -c 1-12)
mkdir -p "$folder"

# Stryker puts the assembly with the mutants in the place of the emulator's, and tests them. That would take days: each test that reaches a mutant would run,
# and what is computed once in a process would stay as the first mutant has made it. So it finds no tests once the assembly is there, and only reports.
compile() {
  echo "== mutants (about five minutes)"
  local log=$folder/stryker.log built=$PWD/artifacts/bin/CrossRiver.Emulator.Tests/debug
  rm -rf "$folder/stryker" && : > "$log"
  (cd tests && dotnet tool restore) > /dev/null
  (cd tests/CrossRiver.Emulator.Tests && RunAnalyzers=false nice -n 19 dotnet stryker -f ../stryker-config.json -O "$folder/stryker" --skip-version-check) > "$log" 2>&1 &
  local stryker=$!
  until grep -aq "mutants created" "$log"; do
    kill -0 "$stryker" 2> /dev/null || { tail -n 20 "$log" >&2; exit 1; }
    sleep 0.2
  done
  cp "$built/CrossRiver.Emulator.dll" "$folder/"
  rm "$built/CrossRiver.Emulator.Tests.dll"
  wait "$stryker" || { tail -n 20 "$log" >&2; exit 1; }
  mv "$folder/stryker/reports/mutation-report.json" "$folder/"
}

[ -e "$folder/mutation-report.json" ] || compile

echo "== tests"
dotnet build -v q -p:RunAnalyzers=false tests/CrossRiver.Emulator.Mutation
rm -rf "$folder/bin" && mkdir -p "$folder/kept"
cp -r artifacts/bin/CrossRiver.Emulator.Mutation/debug "$folder/bin"
cp "$folder/CrossRiver.Emulator.dll" "$folder/bin/"
export SNAPSHOTS=$folder/kept
git ls-files -z docs '*.md' '*.txt' | xargs -0 cp --parents -t "$SNAPSHOTS"
UPDATE_SNAPSHOTS=1 dotnet "$folder/bin/CrossRiver.Emulator.Tests.dll" -noLogo -class '*.Reference.SnapshotTests' > /dev/null
for area in "${areas[@]}"; do
  echo "== $area"
  nice -n 19 "$folder/bin/CrossRiver.Emulator.Mutation" "$folder" tests/CrossRiver.Emulator.Tests "$area" "${MUTATION_SECONDS:-3}" "${MUTATION_WORKERS:-2}" "${MUTATION_SHARE:-100}" | tee "$folder/${area//\//-}.log"
done
