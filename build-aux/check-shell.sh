#!/usr/bin/env bash
# check-shell.sh: shellcheck finds nothing in our shell scripts
#
# Usage: check-shell.sh FOLDER, the top of the tree.
set -euo pipefail
cd "$1"

# By the first line, since the commands have no ending in their names.
mapfile -t scripts < <(grep -rlE --exclude-dir=node_modules '^#!.*\b(ba)?sh$' .ci build-aux src tests)
shellcheck -x "${scripts[@]}" build-aux/common.sh
