#!/usr/bin/env bash
# check-format.sh: every C file looks as clang-format would write it
#
# Usage: check-format.sh FOLDER, the top of the tree. "clang-format -i FILE" mends one.
set -euo pipefail
cd "$1"

format=$(command -v clang-format-14 || command -v clang-format)
find src tests -name node_modules -prune -o -name '*.[ch]' -print0 |
  xargs -0 -n 20 -P "$(nproc)" "$format" --dry-run -Werror --ferror-limit=3
