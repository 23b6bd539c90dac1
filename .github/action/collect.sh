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

page=1
while partners=$(curl -sf "$url/_emulator/partners?pageSize=50&pageNumber=$page"); do
  for partner in $(jq -r '.results[].partnerId' <<< "$partners"); do
    world=$url/_emulator/partners/$partner
    curl -sf "$world/journal/export" -o "$folder/$partner.journal.jsonl"
    curl -sf "$world/report?format=junit" -o "$folder/$partner.report.xml"
    for customer in $(jq -r '.customerId // empty' "$folder/$partner.journal.jsonl" | sort -u); do
      curl -sf "$world/journal/export?format=mermaid&customer=$customer" -o "$folder/$customer.story.mmd"
    done
    curl -sf "$world/report" | jq -r '"- Partner \(.partnerId): \(.failed) rules of the report card failed", (.verdicts[] | select(.verdict == "failed") | "  - `\(.rule)`: \(.why)")' >> "$GITHUB_STEP_SUMMARY"
  done
  [ "$(jq -r .hasNextPage <<< "$partners")" = true ] || exit 0
  page=$((page + 1))
done
fail "the emulator at $url does not answer; its log is in the artifact"
