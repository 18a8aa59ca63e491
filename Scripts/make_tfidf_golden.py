"""Writes Tests/FeaturesTests/TfidfGolden.swift: vocabularies, weights and matrices of scikit-learn's TfidfVectorizer.

Usage: python3 Scripts/make_tfidf_golden.py > Tests/FeaturesTests/TfidfGolden.swift
Needs: scikit-learn (the committed file was made with 1.9.1 on Python 3.11; 1.5.2 and 1.8.0 give the same).
"""
import json
import platform
import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer

TEXTS = [
    "O gato e o rato: O GATO fugiu!",
    "São João é bão; sao joao e bao",
    "a b c", "",
    "gato_rato gato-rato gato rato", "e\u0301te\u0301 \u00e9t\u00e9 ete",
    "ΟΔΥΣΣΕΥΣ ΟΣ Σ οδυσσευς ΣΑΣ.",
    "İstanbul ISTANBUL ıstanbul DİYARBAKIR",
    "10² ½½ ⑦⑧ 三四 x² ﬁne ﬀ ™™ ᴬᴮ",
    "คุณ ภาษาไทย हिन्दी 각 \u1100\u1161\u11a8 한국어",
    "new york new york new york city", "york new city the city of new york",
    "\U0001d400\U0001d41b\U0001d7d8 ＡＢｃ abc 𐐀𐐁 𐐨𐐩 \U0001f600\U0001f600",
    "internationalization internationalisation internationalization8 internat internati",
    "the the the the the the the the the of of of gato", "\u212b\u212b \u00e5\u00e5 \u2126m \u03c9m",
    "  tabs\tand\u00a0hard\n\nlines \u2003w x\x1fy\x1cz, don't DON'T ",
]
CASES = [
    {}, {"min_df": 2}, {"max_df": 3}, {"min_df": 0.125}, {"max_df": 0.1875}, {"min_df": 2, "max_df": 0.2},
    {"ngram_range": [1, 2]}, {"ngram_range": [2, 2]}, {"ngram_range": [2, 4]}, {"ngram_range": [1, 3], "min_df": 2},
    {"sublinear_tf": True}, {"smooth_idf": False}, {"sublinear_tf": True, "smooth_idf": False, "ngram_range": [1, 2]},
    {"strip_accents": "unicode"}, {"strip_accents": "unicode", "ngram_range": [1, 2], "min_df": 2},
    {"analyzer": "char_wb", "ngram_range": [2, 4]}, {"analyzer": "char_wb", "ngram_range": [3, 5], "min_df": 2},
    {"analyzer": "char_wb", "ngram_range": [7, 9], "sublinear_tf": True, "strip_accents": "unicode"},
    {"stop_words": ["the", "of", "gato"]}, {"stop_words": ["the", "of", "new"], "ngram_range": [1, 2]},
]

cases = []
for case in CASES:
    options = dict(case)
    if "ngram_range" in options:
        options["ngram_range"] = tuple(options["ngram_range"])
    vectorizer = TfidfVectorizer(**options)
    matrix = vectorizer.fit_transform(TEXTS)
    held_out = vectorizer.transform(TEXTS[::-1] + ["unknown words only", "rato novo gato gato new city york"])
    for m in (matrix, held_out):
        m.sort_indices()
    rows = lambda m: [[m[i].indices.tolist(), [round(x, 10) for x in m[i].data.tolist()]] for i in range(m.shape[0])]
    cases.append({"options": case, "vocabulary": vectorizer.get_feature_names_out().tolist(),
                  "idf": vectorizer.idf_.tolist(), "fitted": rows(matrix), "heldOut": rows(held_out)})

print(f"// Made by Scripts/make_tfidf_golden.py with scikit-learn {sklearn.__version__},"
      f" Python {platform.python_version()}: do not edit.")
print("\nenum TfidfGolden {")
for name, doc, value in (("texts", "The texts, a JSON array.", TEXTS), ("cases", "The cases, a JSON array.", cases)):
    text = json.dumps(value, separators=(",", ":"))
    print(f'\n  /// {doc}\n  static let {name} = #"""')
    for i in range(0, len(text), 110):
        print("    " + text[i:i + 110] + "\\#")
    print('\n    """#')
print("}")
