#!/usr/bin/env bash
# Builds the image with a container engine, runs it, and checks what the documents promise: a line for each check, then the figures.
# Usage: tests/container.sh          the checks and the figures; exit code 1 if a check fails
#        tests/container.sh --write  also writes the figures into docs/performance.md
# Needs: Linux, docker with buildx and compose, curl, jq. With the .NET SDK, the tests of Testcontainers and of Aspire run, too.
# CONTAINER_BUILD_ARGS has more arguments for the build of the arm64 image, such as --build-context.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2

image=crossriver-emulator
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
mark=crossriver-emulator-check
partner=6e80b097-693c-4592-8440-02f345335bbf
customer='{"partnerId":"'$partner'","name":{"firstName":"Peter","lastName":"Griffin"},"classification":"Personal","profile":{"regO":false,
  "politicallyExposedPerson":false,"taxIdType":"Ssn","taxId":"119988776","birthDate":"1953-09-22","riskRating":"Low"}}'
failed=0

for command in docker curl jq; do
  command -v "$command" > /dev/null || { echo "$command is not installed" >&2; exit 2; }
done
docker info > /dev/null 2>&1 || { echo "docker reaches no engine: start one, or set DOCKER_HOST" >&2; exit 2; }

# Below the repository, since an engine may not see the temporary folder of this machine.
mkdir -p artifacts
work=$(mktemp -d -p "$PWD/artifacts" container-XXXXXX)
clean() {
  docker compose --project-name "$mark" down --volumes --timeout 1 > /dev/null 2>&1
  docker ps --all --quiet --filter "label=$mark" | xargs --no-run-if-empty docker rm --force > /dev/null
  docker volume rm --force "$mark" > /dev/null 2>&1
  docker image rm --force "$image:offline" "$image:runner" > /dev/null 2>&1
  rm -rf "$work"
}
trap clean EXIT

check() {
  if [ "$2" = "$3" ]; then
    echo "ok      $1"
  else
    echo "FAILED  $1: expected '$2', was '$3'"
    failed=1
  fi
}

skip() { echo "skipped $1: $2"; }

# The name of a step, then its command; its output is shown if it fails.
step() {
  if "${@:2}" > "$work/output" 2>&1; then
    echo "ok      $1"
  else
    echo "FAILED  $1"
    tail -n 30 "$work/output"
    failed=1
  fi
}

start() { docker run --detach --label "$mark" --publish 127.0.0.1::8080 "$@"; }
address_of() { echo "http://$(docker port "$1" 8080 | head -n 1)"; }
state_of() { docker inspect --format "{{.State.$2}}" "$1"; }

ready() {
  local until=$((SECONDS + 30))
  while [ $SECONDS -lt $until ]; do
    curl -sf --max-time 2 --output /dev/null "$1/_emulator/ready" && return
    sleep 0.01
  done
  return 1
}

create_customer() { curl -sf --output /dev/null "$1/core/v1/cm/customers" -H 'Content-Type: application/json' -d "$customer"; }

echo "== build"
step "the image is built" docker build --tag "$image" --tag "$image:$version" .
[ $failed = 0 ] || exit 1
step "it is built again for another commit, without the network" docker build --network none --build-arg COMMIT=0123abc --tag "$image:offline" .
check "… and says which" 0123abc "$(docker image inspect --format '{{index .Config.Labels "org.opencontainers.image.revision"}}' "$image:offline")"

# The publish of the build stage compiles for another machine, so that no step is emulated.
# shellcheck disable=SC2086
step "the image of arm64 is built" docker buildx build --platform linux/arm64 --load --tag "$image:arm64" ${CONTAINER_BUILD_ARGS:-} .
check "… of this architecture" arm64 "$(docker image inspect --format '{{.Architecture}}' "$image:arm64" 2> /dev/null)"
holder=$(docker create --label "$mark" --platform linux/arm64 "$image:arm64" 2> /dev/null)
docker cp "$holder:/app/CrossRiver.Emulator" "$work/arm64" > /dev/null 2>&1
check "… with a program of it (ELF machine 183)" 183 "$(od -An -tu2 -j18 -N2 "$work/arm64" 2> /dev/null | tr -d ' ')"
if docker run --rm --label "$mark" --platform linux/arm64 "$image:arm64" --version > /dev/null 2>&1; then
  other=$(start --platform linux/arm64 "$image:arm64")
  check "… which starts" 0 "$(ready "$(address_of "$other")"; echo $?)"
  check "… and creates a customer" 0 "$(create_customer "$(address_of "$other")"; echo $?)"
else
  skip "… which starts" "this machine runs no program of arm64"
fi

echo "== run"
container=$(start --read-only --cap-drop ALL --security-opt no-new-privileges --add-host host.docker.internal:host-gateway --volume "$PWD/scenarios:/scenarios:ro" "$image")
address=$(address_of "$container")
check "it is ready on a read-only root, without capabilities" 0 "$(ready "$address"; echo $?)"
for _ in $(seq 100); do [ "$(state_of "$container" Health.Status)" = healthy ] && break; sleep 0.1; done
check "the engine finds it healthy" healthy "$(state_of "$container" Health.Status)"
check "its user is not root" 1654 "$(docker top "$container" -eo pid,uid | awk 'END { print $2 }')"
check "it has no shell" no "$(docker exec "$container" sh -c id > /dev/null 2>&1 && echo yes || echo no)"
check "a customer is created" 0 "$(create_customer "$address"; echo $?)"
check "a command of the emulator runs in it" 0 "$(docker exec "$container" crossriver-emulator advance 48h > /dev/null 2>&1; echo $?)"
check "the scans of that time are done" Clear "$(curl -s "$address/core/v1/cm/customers?partnerId=$partner" | jq -r '.results[0].ofac')"
check "the log has the events" yes "$(docker logs "$container" 2>&1 | grep -q Core.Customer.Ofac.Changed && echo yes || echo no)"
check "the log has no tax identifier" no "$(docker logs "$container" 2>&1 | grep -q 119988776 && echo yes || echo no)"
check "its health check passes" 0 "$(docker exec "$container" /app/CrossRiver.Emulator healthcheck > /dev/null 2>&1; echo $?)"
check "… and fails if the port is closed" 1 "$(docker exec "$container" /app/CrossRiver.Emulator healthcheck --url http://localhost:9 > /dev/null 2>&1; echo $?)"
check "it writes no file" "" "$(docker diff "$container")"
began=$(date +%s%N)
docker kill --signal SIGTERM "$container" > /dev/null
check "SIGTERM ends it with exit code 0" 0 "$(docker wait "$container")"
check "… within two seconds" yes "$([ $((($(date +%s%N) - began) / 1000000)) -lt 2000 ] && echo yes || echo no)"

# The kernel drops the signals of a first process that has no handler yet, which takes .NET a moment; an init passes them on from the beginning.
stops_of() {
  local heard=0 early
  for _ in $(seq 5); do
    early=$(docker create --label "$mark" --stop-timeout 5 "${@:2}" "$image")
    docker start "$early" > /dev/null
    sleep "$1"
    docker stop "$early" > /dev/null
    case $(state_of "$early" ExitCode) in 0 | 143) heard=$((heard + 1)) ;; esac
  done
  echo $heard
}
check "a stop 0.2 s after the start is obeyed, 5 times of 5" 5 "$(stops_of 0.2)"
check "with --init, at once" 5 "$(stops_of 0 --init)"

echo "== scenario files"
mkdir "$work/scenarios"
printf 'version: 1\nscenario: mine\ntimelin: []\n' > "$work/scenarios/mine.yaml"
chmod -R a+rX "$work"
docker run --label "$mark" --volume "$work/scenarios:/scenarios:ro" "$image" > "$work/output" 2>&1
check "a file with a mistake stops the start with exit code 2" 2 $?
check "… which names the line" 1 "$(grep -c "mine.yaml(3,1): unknown key 'timelin'" "$work/output")"

echo "== state, in 128 MB of memory"
stateful=$(start --read-only --memory 128m --memory-swap 128m --volume "$mark:/state" --env Emulator__State__File=/state/bank.json "$image")
check "it is ready" 0 "$(ready "$(address_of "$stateful")"; echo $?)"
check "10,000 customers are seeded" 200 "$(curl -s --output /dev/null --write-out '%{http_code}' --max-time 60 "$(address_of "$stateful")/_emulator/partners/$partner/seed" \
  -H 'Content-Type: application/json' -d '{"customers":10000}')"
full=$(docker stats --no-stream --format '{{.MemUsage}}' "$stateful" | sed 's/ .*//')
docker stop "$stateful" > /dev/null
check "it ends with exit code 0" 0 "$(state_of "$stateful" ExitCode)"
docker start "$stateful" > /dev/null
check "it is ready again" 0 "$(ready "$(address_of "$stateful")"; echo $?)"
check "the last page of its customers is there" "50 false" "$(curl -s "$(address_of "$stateful")/core/v1/cm/customers?partnerId=$partner&pageSize=50&pageNumber=200" | jq -r '"\(.results | length) \(.hasNextPage)"')"
check "the limit killed no process" false "$(state_of "$stateful" OOMKilled)"

echo "== compose, with the sample partner"
export CROSSRIVER_PORT=0 PARTNER_PORT=0
step "docker compose up" docker compose --project-name "$mark" up --build --wait --quiet-pull
app=http://$(docker compose --project-name "$mark" port partner 8080)
bank=http://$(docker compose --project-name "$mark" port emulator 8080)
story=$(curl -s --output /dev/null --write-out '%{redirect_url}' "$app/customers" -d Key=1 -d FirstName=Peter -d LastName=Griffin -d TaxId=119988776 -d BirthDate=1953-09-22)
check "nothing more is due after a customer of the form" 200 "$(curl -s --output /dev/null --write-out '%{http_code}' "$bank/_emulator/partners/$partner/wait" \
  -H 'Content-Type: application/json' -d '{"until":"idle","within":"2s"}')"
check "the partner answers three webhooks" 3 "$(curl -s "$bank/_emulator/partners/$partner/journal?kind=attempt" | jq '[.entries[] | select(.statusCode == 200)] | length')"
check "its page shows the scans" "OFAC Clear, PEP Clear" "$(curl -s "${story:-$app}" | grep -o 'OFAC [A-Za-z]*, PEP [A-Za-z]*')"

echo "== tests"
if command -v dotnet > /dev/null; then
  export TESTCONTAINERS_RYUK_DISABLED=true TMPDIR=$work
  step "Testcontainers: scenarios, control key, callbacks to this machine" \
    dotnet test --project tests/CrossRiver.Emulator.Packaging.Tests --filter-class '*.RunningContainerTests' --minimum-expected-tests 2
  step "Aspire: the sample AppHost with the image" \
    dotnet test --project tests/CrossRiver.Emulator.Aspire.Tests --filter-class '*.ContainerAppHostTests' --minimum-expected-tests 1
  step "GitHub Actions: the steps of the action, with the tool and with the image" \
    dotnet test --project tests/CrossRiver.Emulator.Packaging.Tests --filter-class '*.ActionTests' --minimum-expected-tests 5

  echo "== the action, in a container in place of a runner"
  step "the tool is packed" dotnet pack src/CrossRiver.Emulator.Tool --output "$work/feed"
  printf 'FROM mcr.microsoft.com/dotnet/sdk:10.0\nRUN apt-get update && apt-get install --yes --no-install-recommends curl jq\n' > "$work/Dockerfile"
  step "a machine with the SDK, curl and jq is built" docker build --tag "$image:runner" "$work"
  cat > "$work/job.sh" <<'JOB'
    set -euo pipefail
    export RUNNER_TEMP=/tmp GITHUB_OUTPUT=/tmp/output GITHUB_ENV=/tmp/env GITHUB_STEP_SUMMARY=/tmp/summary
    export COMMAND=start IMAGE= VERSION=$2 SOURCE=/feed SCENARIOS=/repository/scenarios CLOCK=skip ARGUMENTS= PORT=5080 TIMEOUT=30s CONTAINER=
    bash /repository/.github/action/start.sh >&2
    . $GITHUB_ENV
    curl -sf --output /dev/null "$BANK_URL/core/v1/cm/customers" -H 'Content-Type: application/json' -d "$1"
    bash /repository/.github/action/collect.sh >&2
    . $GITHUB_OUTPUT
    ls "$folder" | sed -E 's/^[0-9a-f-]{36}[.]//' | sort | paste -sd ' '
JOB
  check "the log, the journal, the report card and the story are collected" "emulator.log journal.jsonl report.xml story.mmd" \
    "$(docker run --rm --label "$mark" --volume "$PWD:/repository:ro" --volume "$work/feed:/feed:ro" "$image:runner" bash -c "$(cat "$work/job.sh")" - "$customer" "$version" 2> "$work/output" ||
      tail -n 20 "$work/output")"
else
  skip "the tests of Testcontainers, Aspire and the action" "dotnet is not installed"
fi

echo "== figures"
median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }
megabytes() { awk -v bytes="$1" 'BEGIN { printf "%.1f MB", bytes / 1000000 }'; }

{
  echo "| figure | measured |"
  echo "|---|---:|"

  # The layers, the base image first. Registries and pulls compress each by itself. Without its tag, the name is saved with all of its tags in any order.
  docker save "$image:latest" | tar -x -C "$work"
  mapfile -t layers < <(jq -r '.[0].Layers[]' "$work/manifest.json")
  mapfile -t names < <(docker history --no-trunc --format '{{.Size}} {{.CreatedBy}}' "$image" | tac | grep -v '^0B ' | sed -E 's/^[^ ]+ //; s/ # buildkit$//; s/^\/bin\/sh -c #\(nop\) +//')
  whole=0
  for index in "${!layers[@]}"; do
    size=$(gzip -c "$work/${layers[index]}" | wc -c)
    whole=$((whole + size))
    [ "$size" -lt 1000 ] || echo "| layer \`${names[index]:-?}\`, compressed | $(megabytes "$size") |"
  done
  echo "| image, compressed | $(megabytes "$whole") |"

  for _ in $(seq 9); do
    from=$(date +%s%N)
    started=$(start --read-only "$image")
    ready "$(address_of "$started")"
    echo "$((($(date +%s%N) - from) / 1000000)) $((($(date +%s%N) - $(date +%s%N -d "$(state_of "$started" StartedAt)")) / 1000000))" >> "$work/starts"
    sleep 1
    docker stats --no-stream --format '{{.MemUsage}}' "$started" | sed 's/MiB .*//' >> "$work/memory"
    docker rm --force "$started" > /dev/null
  done
  echo "| \`docker run\` to the first 200, median of 9 | $(cut -d' ' -f1 "$work/starts" | median) ms |"
  echo "| of it, from the start of the process | $(cut -d' ' -f2 "$work/starts" | median) ms |"
  echo "| memory of the container a second later, median of 9 | $(median < "$work/memory") MiB |"
  echo "| memory with 10,000 customers seeded, limited to 128 MiB | ${full/MiB/ MiB} |"
} | tee "$work/figures"

if [ "${1:-}" = --write ] && [ $failed = 0 ]; then
  {
    printf '\n`tests/container.sh` on %s: Docker Engine %s, %s cores.\n\n' "$(date +%F)" "$(docker version --format '{{.Server.Version}}')" "$(nproc)"
    cat "$work/figures"
    echo
  } > "$work/section"
  sed -i -e "/^<!-- container: written by/r $work/section" -e '/^<!-- container: written by/,/^<!-- end of container/{/^<!--/!d}' docs/performance.md
fi
exit $failed
