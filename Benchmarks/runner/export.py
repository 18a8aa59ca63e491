"""Writes the peers' data in the form that `garimpo-benchmarks` reads: little-endian arrays one after another.

usage: export.py matrices IN.npz OUT.bin     what make_features.py or bench_seed.py saved
       export.py ranking COUNT OUT.bin       what bench_metrics.py scores, drawn by the same calls
       export.py expected COUNT OUT.json     what scikit-learn says of those scores
       export.py review IN.csv.gz OUT.csv    titles, abstracts and decisions of a screening

A matrix: int64 rows, columns and entries; int64 offsets (rows + 1); uint32 columns; float32 values; uint8 answers.
Three follow one another: training rows, rows to score, rows to validate on. Ranking: int64 count; uint8 answers;
float64 scores that are all different; float64 scores in steps of 1/1000.
"""

import json
import sys

import numpy as np


def matrices(source, target):
    from scipy.sparse import csr_matrix

    data = np.load(source)
    validation = "v" if "vd" in data else "z"
    with open(target, "wb") as file:
        for block in ("x", "z", validation):
            shape = data[block + "s"]
            matrix = csr_matrix((data[block + "d"], data[block + "i"], data[block + "p"]), shape=shape)
            matrix.data = matrix.data.astype(np.float32)
            matrix.eliminate_zeros()
            matrix.sort_indices()
            answers = data["y" if block == "x" else "y" + block]
            np.array([*matrix.shape, matrix.nnz], "<i8").tofile(file)
            matrix.indptr.astype("<i8").tofile(file)
            matrix.indices.astype("<u4").tofile(file)
            matrix.data.astype("<f4").tofile(file)
            answers.astype("u1").tofile(file)


def draw(count):
    generator = np.random.default_rng(5)
    answers = (generator.random(count) < 0.1).astype(int)
    scores = generator.normal(0, 1, count) + answers
    return answers, scores, np.round(1000 / (1 + np.exp(-scores))) / 1000


def ranking(count, target):
    answers, scores, tied = draw(int(count))
    with open(target, "wb") as file:
        np.array([len(answers)], "<i8").tofile(file)
        answers.astype("u1").tofile(file)
        scores.astype("<f8").tofile(file)
        tied.astype("<f8").tofile(file)


def expected(count, target):
    from sklearn.metrics import average_precision_score, roc_auc_score

    answers, scores, tied = draw(int(count))
    said = {
        name: {"ap": average_precision_score(answers, some), "auc": roc_auc_score(answers, some)}
        for name, some in (("distinct f64", scores), ("tied 1/1000", tied))
    }
    with open(target, "w") as file:
        json.dump(said, file)


def review(source, target):
    import pandas as pd

    pd.read_csv(source)[["title", "abstract", "label_included"]].fillna("").to_csv(target, index=False)


if __name__ == "__main__":
    what, source, target = sys.argv[1:]
    {"matrices": matrices, "ranking": ranking, "expected": expected, "review": review}[what](source, target)
