#!/usr/bin/env bash
# Collects what happened at the emulator: its log, the journal and the report card of each partner, and the story of each customer.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/emulator.sh"

[ -e "$state/url" ] || fail "no earlier step of this job has started the emulator"
folder=$state/collected
mkdir -p "$folder"
echo "folder=$folder" >> "$GITHUB_OUTPUT"
bank=$(< "$state/url")/_emulator

# The last webhooks shall have their answers. On a manual clock they may never be sent.
emulator wait idle --timeout 30s || true
print_log > "$folder/emulator.log"

page=1
while partners=$(curl -sf "$bank/partners?pageSize=50&pageNumber=$page"); do
  for partner in $(jq -r '.results[].partnerId' <<< "$partners"); do
    curl -sf "$bank/partners/$partner/journal/export" -o "$folder/$partner.journal.jsonl"
    curl -sf "$bank/partners/$partner/report?format=junit" -o "$folder/$partner.report.xml"
    for customer in $(jq -r '.customerId // empty' "$folder/$partner.journal.jsonl" | sort -u); do
      curl -sf "$bank/partners/$partner/journal/export?format=mermaid&customer=$customer" -o "$folder/$customer.story.mmd"
    done
    {
      echo "### Partner $partner"
      echo '```text'
      emulator report --partner "$partner" || true
      echo '```'
    } >> "$GITHUB_STEP_SUMMARY"
  done
  [ "$(jq -r .hasNextPage <<< "$partners")" = true ] || exit 0
  page=$((page + 1))
done
fail "the emulator at $bank does not answer; its log is in the artifact"
