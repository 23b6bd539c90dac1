#!/usr/bin/env bash
# Collects what happened at the emulator: its log, the journal and the report card of each partner, and the story of each customer.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/emulator.sh"

if [ -n "$CONTAINER" ]; then
  url=http://localhost:$PORT
elif [ -e "$state/url" ]; then
  url=$(< "$state/url")
else
  fail "no earlier step of this job has started the emulator; write the input container if it is a service"
fi
folder=$state/collected
mkdir -p "$folder"
echo "folder=$folder" >> "$GITHUB_OUTPUT"

# The last webhooks shall have their answers. On a manual clock they may never be sent.
emulator wait idle --timeout 30s || true
print_log > "$folder/emulator.log"

missing=()
save() { curl -sf "$1" -o "$folder/$2" || missing+=("$2"); }

page=1
while partners=$(curl -sf "$url/_emulator/partners?pageSize=50&pageNumber=$page"); do
  for partner in $(jq -r '.results[].partnerId' <<< "$partners"); do
    world=$url/_emulator/partners/$partner
    save "$world/journal/export" "$partner.journal.jsonl"
    save "$world/report?format=junit" "$partner.report.xml"
    for customer in $(jq -r '.customerId // empty' "$folder/$partner.journal.jsonl" 2> /dev/null | sort -u); do
      save "$world/journal/export?format=mermaid&customer=$customer" "$customer.story.mmd"
    done
    curl -sf "$world/report" | jq -r '"- Partner \(.partnerId): \(.failed) rules of the report card failed", (.verdicts[] | select(.verdict == "failed") | "  - `\(.rule)`: \(.why)")' >> "$GITHUB_STEP_SUMMARY" || true
  done
  page=$((page + 1))
  [ "$(jq -r .hasNextPage <<< "$partners")" = true ] || page=
  [ -n "$page" ] || break
done
[ -z "$page" ] || fail "the emulator at $url does not list its partners; its log is in the artifact"
[ ${#missing[@]} = 0 ] || fail "the emulator did not answer for ${missing[*]}; all else is in the artifact"
