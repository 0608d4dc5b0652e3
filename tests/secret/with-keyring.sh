#!/bin/sh
# with-keyring.sh: run a program with a session bus and a keyring of its own
#
# Usage: with-keyring.sh unlocked|locked|none PROGRAM [ARGUMENT…]
#
# A home and a runtime folder of its own, so that the user's keyring is never seen. No display: a keyring
# that is locked can't ask for its password.
set -eu

if [ "${TILL_TEST_BUS-}" = "" ]; then
  state=$1
  shift
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  mkdir -m 700 "$folder/run"
  unset DISPLAY WAYLAND_DISPLAY
  if [ "$state" = none ]; then
    HOME=$folder XDG_RUNTIME_DIR=$folder/run DBUS_SESSION_BUS_ADDRESS=unix:path=$folder/none "$@"
    exit
  fi
  env -u XDG_DATA_HOME -u XDG_CONFIG_HOME HOME="$folder" XDG_RUNTIME_DIR="$folder/run" \
    TILL_TEST_BUS="$state" dbus-run-session -- "$0" "$@"
  exit
fi

# On the bus. The daemon is not what is tested: warnings of its own shall not end it. (With --unlock it takes
# the password of the login keyring from its input, and makes the keyring when there is none.)
start_keyring() {
  input=$1
  shift
  env -u G_DEBUG -u G_SLICE -u MALLOC_PERTURB_ \
    gnome-keyring-daemon --foreground --components=secrets "$@" <"$input" >&2 &
  keyring=$!
  gdbus wait --session --timeout 20 org.freedesktop.secrets
}

printf 'test' >"$HOME/password"
start_keyring "$HOME/password" --unlock
status=0
if [ "$TILL_TEST_BUS" = locked ]; then
  "$@" --fill || status=$?
  kill "$keyring"
  wait "$keyring" || true
  # Again, and this time nobody says the password.
  start_keyring /dev/null
fi
if [ "$status" = 0 ]; then
  "$@" || status=$?
fi
kill "$keyring"
wait "$keyring" || true
exit "$status"
