"""Writes Sources/Features/AccentFolding+Tables.swift from Python's unicodedata.

Usage: python3 Scripts/make_accent_tables.py > Sources/Features/AccentFolding+Tables.swift
The committed file was made with Python 3.11.7 (Unicode 14.0.0).
"""
import platform
import unicodedata


def fold(c):
    """scikit-learn's strip_accents_unicode for one scalar."""
    return "".join(x for x in unicodedata.normalize("NFKD", c) if not unicodedata.combining(x))


def literal(name, doc, entries):
    lines, line = [], ""
    for entry in entries:
        text = ",".join(f"{n:x}" for n in entry) + " "
        if len(line) + len(text) > 112:
            lines.append(line)
            line = ""
        line += text
    lines.append(line)
    body = "\n".join("    " + l + "\\" for l in lines)
    print(f'\n  /// {doc}\n  static let {name} = """\n{body}\n\n    """')


changed = []
for v in range(0x80, 0x110000):
    if 0xD800 <= v < 0xE000 or 0xAC00 <= v < 0xD7A4:
        continue
    c = chr(v)
    if c.lower() == c and not unicodedata.combining(c) and fold(c) != c:
        changed.append((v, [ord(x) for x in fold(c)]))

runs, sequences = [], []
for v, targets in changed:
    if len(targets) != 1:
        sequences.append((v, targets))
    elif runs and runs[-1][0] + runs[-1][1] == v and runs[-1][2] + runs[-1][1] == targets[0]:
        runs[-1][1] += 1
    else:
        runs.append([v, 1, targets[0]])

print(f"// Made by Scripts/make_accent_tables.py with Python {platform.python_version()},"
      f" Unicode {unicodedata.unidata_version}: do not edit.")
print("\nextension AccentFolding {", end="")
entries, end = [], 0
for v, n, t in runs:
    entries.append((v - end, n, t))
    end = v + n
literal("runTable", "Gap, length and first target of each run of scalars that become one other scalar.", entries)
entries, end = [], 0
for v, targets in sequences:
    entries.append((v - end, *targets))
    end = v + 1
literal("sequenceTable", "Gap and targets of each scalar that becomes several.", entries)
print("}")
