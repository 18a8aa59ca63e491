#!/usr/bin/env bash
# Writes Documentation/garimpo.1 from what the program says of itself, or with --check compares the two.
set -euo pipefail
cd "$(dirname "$0")/.."
page=Documentation/garimpo.1
dated=2026-11-24 # the day of the version that the page describes, so that the page changes only with the program

# --quiet leaves standard output and error to what goes wrong.
swift build --quiet --product generate-manual
swift build --quiet --product garimpo
written=$(mktemp)
trap 'rm -f "$written"' EXIT
.build/debug/generate-manual .build/debug/garimpo --date "$dated" --output-directory - >"$written"

if [ "${1-}" != --check ]; then
  cp "$written" "$page"
  chmod 644 "$page"
  echo "Wrote $page"
elif diff -u --label "$page" --label "the program" "$page" "$written"; then
  echo "$page says what the program says"
else
  echo "$page is out of date: run make manual" >&2
  exit 1
fi
