#!/usr/bin/env bash
# check-xml.sh: every file that should be XML is well formed
#
# Usage: check-xml.sh FOLDER, the top of the tree.
set -euo pipefail
cd "$1"

find src data '(' -name '*.ui' -o -name '*.gresource.xml' -o -name '*.svg' -o -name '*.xml.in' ')' -print0 |
  xargs -0 xmllint --nonet --noout
