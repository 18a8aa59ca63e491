// Made by Scripts/make_sketch_golden.py with Python 3.11.7; do not edit.

/// Texts and the bytes of their sketches.
let sketchGolden: [(texts: [String], hex: String)] = [
  (
    [],
    "00000000000000000000000000000000000000000000000000000000000000000000000000000000"
  ),
  (
    [""],
    "00000000000000000000000000000000000000000000000000000000000000000000000000000000"
  ),
  (
    ["?!", "😀"],
    "00000000000000000000000000000000000000000000000000000000000000000000000000000000"
  ),
  (
    ["C"],
    "71a24c97e4ea5a6a0000000000000000000000000000000000000000000000000000000000000000"
  ),
  (
    ["c#"],
    "e22abfcfb5e1f3a60000000000000000000000000000000000000000000000000000000000000000"
  ),
  (
    ["C++", ""],
    "ee9804af1757a7d00000000000000000000000000000000000000000000000000000000000000000"
  ),
  (
    ["part 1"],
    "530ca72f91beb08d0000000000000000000000000000000000000000000000000000000000000000"
  ),
  (
    ["Part 2!"],
    "34e586aad67095bb0000000000000000000000000000000000000000000000000000000000000000"
  ),
  (
    ["one two three"],
    "0696734a4c32d255f30d9d3c34ad8455b380c3d2d0a7a8ec25cdef8fb2986fcee5fdb4a7866a26ca"
  ),
  (
    ["One two", "three"],
    "0696734a4c32d255f30d9d3c34ad8455b380c3d2d0a7a8ec25cdef8fb2986fcee5fdb4a7866a26ca"
  ),
  (
    ["one two three four"],
    "fa96cfc8c81d1f42490d8c3956f1c4360db9769e8839660e4df612fc4c45703601e5b3f0a305d407"
  ),
  (
    ["São João é ótimo"],
    "ca7fcf1f260bc8490a98a6c56adeda2d77584cc79b53f397cb354a456b64a9ead6accfa91c56b5d4"
  ),
  (
    ["ΟΔΥΣΣΕΥΣ ΣΑΣ İ", "x² 日本語"],
    "901f0678ce3cabd7c02e74cca076863d6a7a97be588b42e76b25c65aff4aa76d1a8ac68a8b46dd58"
  ),
  (
    ["abcdefgh abcdefghi abcdefghijklmnop abcdefghijklmnopq"],
    "2ec0cf70e61864967500dbd2e9bcbbb4a6c0095f494d4a5ce975823eae5cfaa81832357fce2bb704"
  ),
  (
    ["Part 1: how we read a paper every week, and what came of it. "],
    "691b7af4f7ce4764902258a859c7a9eb0f19591faf1596e0e25c9e807001aaee825dd6e90c105c08"
  ),
  (
    [
      "PART 1: HOW WE READ A PAPER EVERY WEEK, AND WHAT CAME OF IT. ",
      "Part 1: how we read a paper every week, and what came of it. ",
      "and again",
    ],
    "7670c7be9f6f869c75671ac862b234530f19591f5134e14e4a76031378d7a1ec825dd6e9b565900a"
  ),
]
