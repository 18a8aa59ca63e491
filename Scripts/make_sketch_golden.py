#!/usr/bin/env python3
"""Makes Tests/FeaturesTests/SketchGolden.swift: the 40 bytes of the sketches of some texts, computed in plain Python.

    python3 Scripts/make_sketch_golden.py > Tests/FeaturesTests/SketchGolden.swift

Made with Python 3.11. Sketches are kept in project files: what this prints must never change.
"""
import re
import sys

MASK = (1 << 64) - 1
START = 0x51D7348C2FB16E95
LONG = "Part 1: how we read a paper every week, and what came of it. "
CASES = [
    [], [""], ["?!", "😀"], ["C"], ["c#"], ["C++", ""], ["part 1"], ["Part 2!"], ["one two three"], ["One two", "three"],
    ["one two three four"], ["São João é ótimo"], ["ΟΔΥΣΣΕΥΣ ΣΑΣ İ", "x² 日本語"],
    ["abcdefgh abcdefghi abcdefghijklmnop abcdefghijklmnopq"], [LONG], [LONG.upper(), LONG, "and again"],
]


def mix(hash, word):
    product = (hash ^ word) * 0x9FB21C651E98DF25
    return ((product >> 64 ^ product & MASK) + 0x3C6EF372FE94F82B) & MASK


def split_mix(state):
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
        z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
        yield z ^ z >> 31


def chain(numbers):
    hash = START
    for number in numbers:
        hash = mix(hash, number)
    return hash


def sketch(texts):
    words = []
    for word in re.findall(r"\w[\w+#]*", " \n ".join(text.lower() for text in texts)):
        data = word.encode()
        data += b"\0" * (-len(data) % 8)
        words.append([int.from_bytes(data[i : i + 8], "big") for i in range(0, len(data), 8)])
    if not words:
        return bytes(40)
    out = (chain(n for word in words for n in [len(word), *word]) or 1).to_bytes(8, "little")
    hashes = [chain(word) for word in words]
    shingles = [chain(hashes[i : i + 3]) for i in range(len(hashes) - 2)]
    numbers = split_mix(0x0A5B35C5DEC0DE01)
    functions = [(next(numbers) | 1, next(numbers)) for _ in range(48)]
    if not shingles:
        return out + bytes(32)
    least = [min((s * a + b & MASK) >> 32 for s in shingles) for a, b in functions]
    for band in range(8):
        out += (chain(least[6 * band : 6 * band + 6]) >> 32).to_bytes(4, "little")
    return out


def literal(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


print("// Made by Scripts/make_sketch_golden.py with Python " + sys.version.split()[0] + "; do not edit.")
print()
print("/// Texts and the bytes of their sketches.")
print("let sketchGolden: [(texts: [String], hex: String)] = [")
for texts in CASES:
    shown = ", ".join(literal(text) for text in texts)
    shown = f"[{shown}]" if len(shown) < 110 else "[\n      " + shown.replace('", "', '",\n      "') + ",\n    ]"
    print(f"  (\n    {shown},\n    {literal(sketch(texts).hex())}\n  ),")
print("]")
