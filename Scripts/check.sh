#!/usr/bin/env bash
# Every gate that a change must pass; CI runs this and nothing else. All gates run, even after one has failed.
# The gates with a fixture are first shown something bad: a gate that lets it through has failed.
set -uo pipefail
cd "$(dirname "$0")/.."
failures=()

gate() {
  local name=$1
  shift
  printf '\n== %s\n' "$name"
  SECONDS=0
  if "$@" </dev/null; then printf -- '-- %s: passed in %d s\n' "$name" "$SECONDS"; else
    printf -- '-- %s: FAILED\n' "$name"
    failures+=("$name")
  fi
}

# rejects COMPLAINTS COMMAND…: the command must fail and say exactly what is in the file COMPLAINTS.
rejects() {
  local expected=$1 said
  shift
  if said=$("$@" 2>&1); then
    echo "The gate let its fixture through: $*" >&2
    return 1
  fi
  diff -u --label "$expected" --label "$*" "$expected" <(printf '%s\n' "$said")
}

# Only the names of the rules are compared: their wording differs between versions of swift-format.
broken_rules() {
  Scripts/check-format.sh "$@" 2>&1 | grep -oE 'error: \[[A-Za-z]+\]' | tr -d '[]' | sed 's/error: //' | sort
  return "${PIPESTATUS[0]}"
}

format() {
  rejects Scripts/fixtures/bad-format/complaints.txt broken_rules Scripts/fixtures/bad-format/Bad.swift &&
    Scripts/check-format.sh
}

imports() {
  rejects Scripts/fixtures/bad-imports/complaints.txt Scripts/check-imports.sh Scripts/fixtures/bad-imports &&
    Scripts/check-imports.sh
}

# Swift's own warnings are errors already (Package.swift); this catches those of the package manager as well, unless they
# are about a package that we only use.
build() {
  local log
  log=$(mktemp)
  swift build --build-tests 2>&1 | tee "$log"
  local status=${PIPESTATUS[0]} warnings others
  others=$(ls .build/checkouts | paste -sd '|' -)
  warnings=$(grep -E '(^|[^A-Za-z-])warning:' "$log" | grep -cvE "^warning: '($others)': ")
  rm -f "$log"
  [ "$warnings" -eq 0 ] || echo "The build printed $warnings warnings; it must print none." >&2
  [ "$status" -eq 0 ] && [ "$warnings" -eq 0 ]
}

demo() {
  rm -rf out
  make --no-print-directory demo || return 1
  local file
  for file in out/videos.csv out/videos.garimpo out/to_label.csv out/report.html; do
    [ -s "$file" ] || { echo "make demo left no $file" >&2 && return 1; }
  done
}

# Installed under an empty folder, the program starts; removed again, no file is left.
install() {
  local prefix
  prefix=$(mktemp -d)
  make --no-print-directory install PREFIX="$prefix" &&
    "$prefix/bin/garimpo" --help >"$prefix/help" && [ -s "$prefix/help" ] && rm "$prefix/help" &&
    make --no-print-directory uninstall PREFIX="$prefix" &&
    [ -z "$(find "$prefix" -type f -print -quit)" ]
  local status=$?
  rm -rf "$prefix"
  return "$status"
}

readme() {
  rejects Scripts/fixtures/bad-readme/complaints.txt Scripts/check-readme.sh Scripts/fixtures/bad-readme/README.md &&
    Scripts/check-readme.sh README.md .build/release && Scripts/check-readme.sh Documentation/Tutorial.md .build/release
}

rm -f .build/test-summary
Scripts/install-dependencies.sh || exit 1
gate "format" format
gate "imports" imports
gate "build without warnings" build
gate "tests" Scripts/test.sh
gate "man page" Scripts/manual.sh --check
gate "demo" demo
gate "API" Scripts/api-tests.sh
gate "browser" Scripts/browser-tests.sh
gate "install" install
gate "README and tutorial" readme

echo
if [ ${#failures[@]} -gt 0 ]; then
  printf 'Failed: %s\n' "$(printf '%s, ' "${failures[@]}" | sed 's/, $//')"
  exit 1
fi
echo "All gates passed."
