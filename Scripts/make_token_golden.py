"""Writes Tests/FeaturesTests/TokenGolden.swift: what Python makes of every assigned Unicode scalar.

Usage: python3 Scripts/make_token_golden.py > Tests/FeaturesTests/TokenGolden.swift
The committed file was made with Python 3.11.7 (Unicode 14.0.0).

For each scalar c the text "Ab{c}Cd {c}{c} a\u03a3{c}b a{c}\u03a3" is lower-cased by str.lower() and split by
(?u)\\b\\w\\w+\\b, which is what scikit-learn's vectorizers do; then the same with accents stripped as by
strip_accents="unicode" after the lower-casing. The tokens, each followed by a newline, of the scalars of a block of
1,024 are hashed (FNV-1a, 64 bits, over UTF-8).

Left out: U+0295 and U+1171E, which Unicode 16 and 15 made uncased and case-ignorable, so that a sigma beside them is
lower-cased differently now.
"""
import platform
import re
import unicodedata

WORD = re.compile(r"(?u)\b\w\w+\b")


def fold(text):
    return "".join(x for x in unicodedata.normalize("NFKD", text) if not unicodedata.combining(x))


def fnv(data):
    h = 0xCBF29CE484222325
    for b in data:
        h = (h ^ b) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return h


lines, unassigned = [], []
for block in range(0x110000 // 1024):
    plain, folded, count = [], [], 0
    for v in range(block * 1024, block * 1024 + 1024):
        c = chr(v)
        category = unicodedata.category(c)
        if category == "Cn":
            if unassigned and unassigned[-1][1] == v:
                unassigned[-1][1] = v + 1
            else:
                unassigned.append([v, v + 1])
        if category in ("Cn", "Cs") or v in (0x295, 0x1171E):
            continue
        count += 1
        text = f"Ab{c}Cd {c}{c} a\u03a3{c}b a{c}\u03a3".lower()
        plain += WORD.findall(text)
        folded += WORD.findall(fold(text))
    if count:
        digest = lambda tokens: fnv("".join(t + "\n" for t in tokens).encode())
        lines.append(f"    {block:x} {count} {digest(plain):016x} {digest(folded):016x}")

print(f"// Made by Scripts/make_token_golden.py with Python {platform.python_version()},"
      f" Unicode {unicodedata.unidata_version}: do not edit.")
print("\nenum TokenGolden {")
print("  /// Block of 1,024 scalars, number of assigned ones, hash of their tokens, hash of those without accents.")
print('  static let blocks = """')
print("\n".join(lines))
print('    """')
print("\n  /// First and last of each range of scalars that are not assigned.")
print('  static let unassigned = """')
text, line = [], "   "
for a, b in unassigned:
    entry = f" {a:x}-{b - 1:x}"
    if len(line) + len(entry) > 118:
        text.append(line)
        line = "   "
    line += entry
print("\n".join(text + [line]))
print('    """')
print("}")
