#!/usr/bin/env bash
# Runs what a page such as the README shows and compares what it prints.
#
#   Scripts/check-readme.sh README.md [FOLDER]      FOLDER holds the built binary and goes first on PATH
#
# A ```sh block is a script: it must succeed. In a ```console block each line that begins with "$ " is a command and
# what follows is what it prints (standard output and error), to the letter but for durations such as `0.03 s` and
# `12 ms`; a line that holds only "…" stands for any number of lines. All blocks run one after the other in the same
# empty folder. A block is passed over if the line above it reads <!-- not run: REASON -->, and the reason is printed.
# Below a line <!-- needs: PATH --> it runs in another folder, which holds the files of the folder PATH (seen from the
# page); without them it is passed over, loudly.
#
# Further: a README has fewer than 200 lines, and each file that a page links to or shows exists.
set -uo pipefail
readme=${1:?README.md}
root=$(cd "$(dirname "$readme")" && pwd)
[ $# -lt 2 ] || PATH=$(cd "$2" && pwd):$PATH
export PATH NO_COLOR=1 LC_ALL=C.UTF-8
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/blocks" "$scratch/here" "$scratch/data"
failures=0
complain() {
  printf '%s\n' "$*"
  failures=$((failures + 1))
}

lines=$(wc -l <"$readme")
[ "$lines" -lt 200 ] || [ "$(basename "$readme")" != README.md ] || complain "$readme: $lines lines; it must have fewer than 200"

for target in $(grep -oE '\]\([^)#: ]+[)#]|src="[^":]+"' "$readme" | sed -E 's/^\]\(|^src="|[)#"]$//g' | sort -u); do
  [ -e "$root/$target" ] || complain "$readme: links to $target, which does not exist"
done

# One file a block, named by the line of its first command: LINE.sh, LINE.console or LINE.passed-over.
awk -v folder="$scratch/blocks" '
  /^```/ && inside { inside = 0; close(file); next }
  /^```(sh|console)[ \t\r]*$/ {
    inside = 1
    kind = substr($0, 4); gsub(/[ \t\r]/, "", kind)
    if (match(above, /<!-- not run: .+ -->/)) {
      file = sprintf("%s/%05d.passed-over", folder, NR + 1)
      print substr(above, RSTART + 14, RLENGTH - 18) >file
      close(file); file = "/dev/null"; next
    }
    file = sprintf("%s/%05d.%s", folder, NR + 1, kind)
    if (match(above, /<!-- needs: .+ -->/)) {
      print substr(above, RSTART + 12, RLENGTH - 16) >(file ".needs")
      close(file ".needs")
    }
    printf "" >file; next
  }
  /^```/ { inside = 1; file = "/dev/null" }
  inside { print >file }
  { if ($0 !~ /^[ \t\r]*$/) above = $0 }' "$readme"

timeless() { sed -E 's/ *[0-9]+([.,][0-9]+)? ?(ms|s|min)([^A-Za-z0-9]|$)/ TIME\3/g'; }

# compare EXPECTED ACTUAL: equal line by line, where a line "…" of EXPECTED stands for any number of lines.
matches() {
  awk -v actual="$2" '
    function found(from, to, at,    i) { # lines from ..< to of expected stand at line "at" of actual
      for (i = from; i < to; i++) if (want[i] != have[at + i - from]) return 0
      return 1
    }
    { want[wanted++] = $0 }
    END {
      while ((getline line < actual) > 0) have[had++] = line
      at = from = 0
      for (to = 0; to <= wanted; to++) {
        if (to < wanted && want[to] != "…") continue
        last = had - (to - from)
        if (from == 0) { if (last < 0 || !found(from, to, 0)) exit 1; if (to == wanted && last != 0) exit 1 }
        else if (to == wanted) { if (last < at || !found(from, to, last)) exit 1; at = last }
        else { while (at <= last && !found(from, to, at)) at++; if (at > last) exit 1 }
        at += to - from
        from = to + 1
      }
    }' "$1"
}

# Where the block at hand runs.
folder=$scratch/here

run() { (cd "$folder" && bash -euo pipefail "$1" </dev/null) >"$scratch/output" 2>&1; }

# check LINE COMMAND-FILE EXPECTED-FILE: one command of a transcript.
check() {
  run "$2"
  local status=$?
  timeless <"$3" >"$scratch/expected-timeless"
  timeless <"$scratch/output" >"$scratch/output-timeless"
  if ! matches "$scratch/expected-timeless" "$scratch/output-timeless"; then
    complain "$readme:$1: \`$(head -n 1 "$2")\` prints something else than is shown:"
    diff -u --label shown --label printed "$scratch/expected-timeless" "$scratch/output-timeless" | sed 's/^/  /'
  elif [ "$status" -ne 0 ]; then
    complain "$readme:$1: \`$(head -n 1 "$2")\` ended with status $status"
  fi
  commands=$((commands + 1))
}

blocks=0 commands=0
for block in "$scratch"/blocks/*; do
  [ -e "$block" ] && [ "${block%.needs}" = "$block" ] || continue
  line=$((10#$(basename "${block%.*}")))
  folder=$scratch/here
  if [ -e "$block.needs" ]; then
    needed=$root/$(cat "$block.needs")
    if [ ! -d "$needed" ]; then
      printf 'SKIPPED: %s:%d: %s is not there\n' "$readme" "$line" "$needed"
      continue
    fi
    folder=$scratch/data
    find "$(cd "$needed" && pwd)" -maxdepth 1 -type f -exec ln -sf -t "$folder" {} +
  fi
  case $block in
  *.passed-over) printf '%s:%d: not run: %s\n' "$readme" "$line" "$(cat "$block")" ;;
  *.sh)
    blocks=$((blocks + 1))
    if ! run "$block"; then
      complain "$readme:$line: the block fails; it printed:"
      tail -n 12 "$scratch/output" | sed 's/^/  /'
    fi
    ;;
  *.console)
    blocks=$((blocks + 1))
    number=$((line - 1)) start=0
    : >"$scratch/expected"
    while IFS= read -r text; do
      number=$((number + 1))
      case $text in
      '$ '*)
        [ "$start" -eq 0 ] || check "$start" "$scratch/command" "$scratch/expected"
        start=$number
        printf '%s\n' "${text#\$ }" >"$scratch/command"
        : >"$scratch/expected"
        continued=${text: -1}
        ;;
      *)
        if [ "$start" -eq 0 ]; then
          complain "$readme:$number: a transcript begins with a command: \"\$ …\""
          break
        elif [ "$continued" = "\\" ]; then
          printf '%s\n' "$text" >>"$scratch/command"
          continued=${text: -1}
        else
          printf '%s\n' "$text" >>"$scratch/expected"
        fi
        ;;
      esac
    done <"$block"
    [ "$start" -eq 0 ] || check "$start" "$scratch/command" "$scratch/expected"
    ;;
  esac
done

[ "$blocks" -gt 0 ] || complain "$readme: no \`\`\`sh or \`\`\`console block to run"
[ "$failures" -eq 0 ] || exit 1
echo "$readme: $blocks blocks ran, $commands commands printed what is shown"
