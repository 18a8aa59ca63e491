#!/usr/bin/env bash
# Holds Scripts/import-rules.txt against the import lines of Sources/ and the dependencies of Package.swift, and keeps
# unsafe code inside Kernels.
#
#   Scripts/check-imports.sh [ROOT]     ROOT has Sources/ and either Package.swift or package-description.txt
#
# Prints one line a breach and exits with 1; prints what was looked at and exits with 0 otherwise.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "${1:-$here/..}"
export LC_ALL=C

if [ -f package-description.txt ]; then
  description=package-description.txt
else
  description=$(mktemp)
  trap 'rm -f "$description"' EXIT
  swift package describe >"$description"
fi

find Sources -name '*.swift' | sort | awk -v rules="$here/import-rules.txt" -v description="$description" '
  function trimmed(text) { gsub(/^[ \t]+|[ \t\r]+$/, "", text); return text }

  # The code of a line: without comments and without what stands in string literals.
  function code(line,    out, i, two, three, c) {
    if (!depth && !quotes && line !~ /\/[\/*]|"/) return line
    out = ""
    for (i = 1; i <= length(line); i++) {
      c = substr(line, i, 1); two = substr(line, i, 2); three = substr(line, i, 3)
      if (depth) {
        if (two == "*/") { depth--; i++ } else if (two == "/*") { depth++; i++ }
      } else if (quotes == 3) {
        if (c == "\\") i++; else if (three == "\"\"\"") { quotes = 0; i += 2 }
      } else if (quotes == 1) {
        if (c == "\\") i++; else if (c == "\"") quotes = 0
      } else if (two == "//") break
      else if (two == "/*") { depth = 1; i++ }
      else if (three == "\"\"\"") { quotes = 3; i += 2 }
      else if (c == "\"") quotes = 1
      else out = out c
    }
    if (quotes == 1) quotes = 0
    return out
  }

  function complain(text) { print text; breaches++ }

  function mayImport(room) {
    return (room in allowed) ? (allowed[room] == " " ? "nothing" : trimmed(allowed[room])) : ""
  }

  function checkImport(place, room, module) {
    looked++
    if (index(everywhere, " " module " ") || index(allowed[room], " " module " ")) return
    complain(place ": " room " imports " module "; it may import: " mayImport(room))
  }

  # "import struct A.B", "public import A", "@testable import A": the module, or "".
  function importedModule(statement,    words, n, i) {
    statement = trimmed(statement)
    while (match(statement, /^@[A-Za-z_]+(\([^)]*\))?[ \t]*/)) statement = substr(statement, RLENGTH + 1)
    n = split(statement, words, /[ \t]+/)
    i = 1
    if (words[1] ~ /^(public|package|internal|fileprivate|private)$/) i = 2
    if (words[i] != "import") return ""
    i++
    if (words[i] ~ /^(typealias|struct|class|enum|protocol|let|var|func)$/) i++
    sub(/[.].*/, "", words[i])
    gsub(/`/, "", words[i])
    return words[i]
  }

  BEGIN {
    while ((getline line < rules) > 0) {
      sub(/#.*/, "", line)
      if (line !~ /:/) continue
      room = trimmed(substr(line, 1, index(line, ":") - 1))
      line = substr(line, index(line, ":") + 1)
      if (room == "everywhere") { everywhere = " " trimmed(line) " "; continue }
      split(line, halves, "|")
      allowed[room] = " "
      n = split(trimmed(halves[1]), names, /[ \t]+/)
      for (i = 1; i <= n; i++) allowed[room] = allowed[room] "Garimpo" names[i] " "
      n = split(trimmed(halves[2]), names, /[ \t]+/)
      for (i = 1; i <= n; i++) allowed[room] = allowed[room] names[i] " "
    }
  }

  {
    file = $0
    split(file, parts, "/")
    room = parts[2]
    files++
    if (!(room in allowed)) {
      if (!(room in unknown)) complain("Sources/" room ": no such room in Scripts/import-rules.txt; add it or move the files")
      unknown[room] = 1
      next
    }
    number = depth = quotes = 0
    while ((getline line < file) > 0) {
      number++
      if (!depth && !quotes && line !~ /import|nsafe|nmanaged|OpaquePointer|\/\*|"""/) continue
      line = code(line)
      n = split(line, statements, ";")
      for (i = 1; i <= n; i++)
        if ((module = importedModule(statements[i])) != "") checkImport(file ":" number, room, module)
      if (room != "Kernels" && match(line, /(^|[^A-Za-z0-9_])(withUnsafe|unsafe|Unsafe|Unmanaged|OpaquePointer)[A-Za-z]*/)) {
        word = substr(line, RSTART, RLENGTH)
        sub(/^[^A-Za-z0-9_]/, "", word)
        complain(file ":" number ": " room " uses " word "; unsafe code lives in Kernels only")
      }
    }
    close(file)
  }

  END {
    room = ""
    while ((getline line < description) > 0) {
      if (line ~ /^    Path: /) {
        room = ""
        if (line ~ /^    Path: Sources\/[^\/]+$/) { room = line; sub(/.*\//, "", room) }
        inside = 0
      } else if (line ~ /^    (Target|Product) dependencies:/) inside = 1
      else if (line !~ /^        /) inside = 0
      else if (inside && room in allowed) {
        declared++
        module = trimmed(line)
        if (!index(allowed[room], " " module " "))
          complain("Package.swift: " room " depends on " module "; it may import: " mayImport(room))
      }
    }
    if (!files) complain("Sources: no Swift file found; check-imports.sh looked in the wrong folder")
    if (!declared) complain("Package.swift: no dependency read from `swift package describe`; has its format changed?")
    if (breaches) exit 1
    print files " files, " looked + 0 " imports and " declared " declared dependencies keep to Scripts/import-rules.txt"
  }'
