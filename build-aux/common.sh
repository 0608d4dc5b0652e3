# common.sh: what the commands in build-aux/ share; read by them, not run
# shellcheck shell=bash
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# configure FOLDER OPTION…: sets the build folder up, or changes it when other options were given last time.
configure () {
  local folder=$1 log
  shift
  if [ -f "$folder/build.ninja" ]; then
    [ "$(cat "$folder/options" 2> /dev/null)" = "$*" ] && return
    set -- --reconfigure "$@"
  fi
  mkdir -p build
  log=$(mktemp)
  if ! meson setup "$folder" "$@" > "$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
  [ "$1" = --reconfigure ] && shift
  printf '%s' "$*" > "$folder/options"
}

# compile FOLDER [TARGET…]: builds, with words only where there is something to say.
compile () {
  if [ -t 2 ]; then
    ninja -C "$@" >&2
  else
    ninja --quiet -C "$@" >&2
  fi
}
