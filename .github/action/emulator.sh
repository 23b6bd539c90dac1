# The running emulator of a job, for start.sh and collect.sh: its files, and its command.
state=$RUNNER_TEMP/crossriver-emulator
container=${CONTAINER:-crossriver-emulator}

in_container() { [ -n "${CONTAINER:-}" ] || [ -e "$state/in-container" ]; }

emulator() {
  if in_container; then
    docker exec "$container" crossriver-emulator "$@"
  else
    "$state/tool/crossriver-emulator" "$@" --url "$(< "$state/url")"
  fi
}

print_log() {
  if in_container; then
    docker logs "$container" 2>&1
  else
    cat "$state/log"
  fi
}

fail() {
  echo "::error title=CrossRiver.Emulator::$1"
  exit 1
}
