#!/usr/bin/env bash
# install-packages.sh: installs the Debian packages that a command of build-aux/ needs and that are missing
#
# Usage: build-aux/install-packages.sh run|check|bench|fuzz
set -euo pipefail

list=$(dirname "$0")/packages

die () {
  printf '%s\n' "$*" >&2
  exit 1
}

[[ "${1-}" =~ ^(run|check|bench|fuzz)$ ]] || die "Usage: $0 run|check|bench|fuzz"

# The packages of the sections that name the command, without those whose own command is there already.
wanted () {
  local line words needed=
  while IFS= read -r line; do
    read -ra words <<< "${line%%#*}"
    case ${words[0]-} in
      '') ;;
      '['*)
        needed=
        [[ " ${line##*:} " == *[' ]']"$1"[' ]']* ]] && needed=yes
        ;;
      *)
        [ -n "$needed" ] || continue
        [ -n "${words[1]-}" ] && command -v "${words[1]}" > /dev/null && continue
        printf '%s\n' "${words[0]}"
        ;;
    esac
  done < "$list"
}

mapfile -t packages < <(wanted "$1")

if ! command -v apt-get > /dev/null; then
  # Not Debian: Meson says what it doesn't find.
  printf 'Without apt-get nothing is installed here. On Debian 12 these packages are needed: %s\n' "${packages[*]}" >&2
  exit 0
fi

installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${packages[@]}" 2> /dev/null || true)
missing=()
for package in "${packages[@]}"; do
  grep -qxF "$package installed" <<< "$installed" || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo > /dev/null ||
    die "These packages are missing, and installing them needs root or sudo: ${missing[*]}"
  as_root=(sudo)
  # Without a terminal nobody can type a password.
  [ -t 0 ] || as_root=(sudo -n)
  "${as_root[@]}" true ||
    die "These packages are missing, and sudo was refused: ${missing[*]}"
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT

apt () {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 \
    -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" >> "$log" 2>&1 < /dev/null
}

printf 'Installing %d packages and what they stand on…\n' "${#missing[@]}" >&2
# The lists may be missing or old; where they can't be renewed, those at hand may still do.
apt update || true
if ! apt install -y --no-install-recommends "${missing[@]}"; then
  tail -n 20 "$log" >&2
  die "These packages could not be installed: ${missing[*]}"
fi
