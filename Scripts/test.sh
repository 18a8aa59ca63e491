#!/usr/bin/env bash
# Builds and runs all tests, and ends with the runner's figures as a line of their own: "N passed, N failed".
# Arguments go to `swift test`, as in Scripts/test.sh --filter GarimpoTabularTests.
set -uo pipefail
cd "$(dirname "$0")/.."
mkdir -p .build
log=.build/test.log
rm -f .build/test-summary

swift test "$@" </dev/null 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

passed=$(grep -cE '^[^A-Za-z]*Test .+ passed after [0-9.]+ seconds' "$log")
failed=$(grep -cE '^[^A-Za-z]*Test .+ failed after [0-9.]+ seconds' "$log")
# The runner's own last line counts among these.
passed=$((passed - $(grep -cE '^[^A-Za-z]*Test run with [0-9]+ tests?.* passed after' "$log")))
failed=$((failed - $(grep -cE '^[^A-Za-z]*Test run with [0-9]+ tests?.* failed after' "$log")))

if ! grep -qE '^[^A-Za-z]*Test run with [0-9]+ tests?.* (passed|failed) after' "$log"; then
  echo "The test run did not reach its end: it did not build, or a test brought the process down." >&2
  failed=$((failed + 1))
elif ((passed == 0 && failed == 0)); then
  echo "No test ran." >&2
  failed=1
elif ((status != 0 && failed == 0)); then
  failed=1
fi
echo "$passed passed, $failed failed" | tee .build/test-summary
((status == 0 && failed == 0))
