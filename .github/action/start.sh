#!/usr/bin/env bash
# Starts the emulator as action.yml asks, and waits until it is ready.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/emulator.sh"

[ "$COMMAND" = start ] || fail "the input command is '$COMMAND'; write start or collect"
scenarios=
if [ -n "$SCENARIOS" ]; then
  scenarios=$(cd "$SCENARIOS" 2> /dev/null && pwd) || fail "the input scenarios is '$SCENARIOS', which is no folder in $PWD"
fi
# The lines and words of an input become arguments.
read -rd '' -a arguments <<< "--clock $CLOCK $ARGUMENTS" || true

# A job may start it twice, and a machine of your own may still have the container of an earlier job.
[ ! -e "$state/process" ] || kill "$(< "$state/process")" 2> /dev/null || true
[ -z "$IMAGE" ] || docker rm --force "$container" > /dev/null 2>&1 || true
rm -rf "$state"
mkdir -p "$state"
url=http://localhost:$PORT
echo "$url" > "$state/url"

if [ -n "$IMAGE" ]; then
  touch "$state/in-container"
  # Webhooks to localhost go to this machine.
  docker run --detach --name "$container" --read-only --publish "127.0.0.1:$PORT:8080" --add-host host.docker.internal:host-gateway \
    ${scenarios:+--volume "$scenarios:/scenarios:ro"} "$IMAGE" "${arguments[@]}" > /dev/null || fail "the image $IMAGE could not be started"
else
  # The installation must not be that of a tool manifest or a global.json nearby.
  (cd "$state" && dotnet tool install CrossRiver.Emulator.Tool --tool-path tool ${VERSION:+--version "$VERSION"} ${SOURCE:+--add-source "$SOURCE"}) ||
    fail "the tool could not be installed: see the lines above; the inputs version and source name another one"
  Emulator__Output__Entries=true nohup "$state/tool/crossriver-emulator" run --urls "$url" --scenarios "$scenarios" "${arguments[@]}" > "$state/log" 2>&1 &
  echo $! > "$state/process"
fi

is_running() {
  if in_container; then
    [ "$(docker inspect --format '{{.State.Running}}' "$container")" = true ]
  else
    kill -0 "$(< "$state/process")" 2> /dev/null
  fi
}

# A start that fails, as one with a wrong scenario file, ends the wait. Another program may answer at the port.
emulator wait ready --timeout "$TIMEOUT" &
waiting=$!
while kill -0 $waiting 2> /dev/null && is_running; do sleep 0.2; done
if ! is_running || ! wait $waiting; then
  kill $waiting 2> /dev/null || true
  print_log
  fail "the emulator did not start, or was not ready within $TIMEOUT; its log is above"
fi
echo "url=$url" >> "$GITHUB_OUTPUT"
echo "BANK_URL=$url" >> "$GITHUB_ENV"
