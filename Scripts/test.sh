#!/usr/bin/env bash
# Builds and runs all tests, and ends with the runner's figures as a line of their own: "N passed, N failed".
# Arguments go to `swift test`, as in Scripts/test.sh --filter GarimpoTabularTests.
set -uo pipefail
cd "$(dirname "$0")/.."
mkdir -p .build
log=.build/test.log
rm -f .build/test-summary

# Tests of the server wait for each other's answers with limits of seconds; beside tests that compute for minutes on every
# thread of Swift's pool they would wait for those, and so they have a run of their own.
runs=1
if [ $# -gt 0 ]; then
  swift test "$@" </dev/null 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
else
  runs=2
  swift test --skip GarimpoWebTests </dev/null 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  swift test --skip-build --no-parallel --filter GarimpoWebTests </dev/null 2>&1 | tee -a "$log"
  ((PIPESTATUS[0] == 0)) || status=1
fi

# ended OUTCOME: how many lines of the log say that a test ended so; the runner's own last line is not a test.
ended() {
  grep -E "^[^A-Za-z]*Test .+ $1 after [0-9.]+ seconds( with [0-9]+ [a-z0-9() ]+)?\.\$" "$log" |
    grep -cvE 'Test run with [0-9]+ tests? in [0-9]+ suites? (passed|failed) after'
}
failed=$(ended failed)
total=$(sed -nE 's/.*Test run with ([0-9]+) tests? in [0-9]+ suites? (passed|failed) after .*/\1/p' "$log" |
  awk -v runs="$runs" '{ sum += $1 } END { if (NR == runs) print sum }')

if [ -n "$total" ]; then
  # Not by counting lines, since what a test prints may run into one of them.
  passed=$((total - failed - $(grep -cE '^[^A-Za-z]*Test .+ skipped(: .*)?\.?$' "$log")))
else
  passed=$(ended passed)
fi

if [ -z "$total" ]; then
  echo "The test run did not reach its end: it did not build, or a test brought the process down." >&2
  failed=$((failed + 1))
elif ((passed == 0 && failed == 0)); then
  echo "No test ran." >&2
  failed=1
elif ((status != 0 && failed == 0)); then
  failed=1
fi
# What failed once more, as thousands of lines may follow it.
grep -aE '^[^A-Za-z]*Test .+ (recorded an issue|failed after)|(Fatal error|error: Exited with)' "$log" | cut -c1-500 >&2
echo "$passed passed, $failed failed" | tee .build/test-summary
((status == 0 && failed == 0))
