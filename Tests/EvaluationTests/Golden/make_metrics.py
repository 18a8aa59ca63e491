"""Golden figures for the ranking and probability metrics, made with scikit-learn.

Usage:  python make_metrics.py ../MetricsGolden.swift
Made with scikit-learn 1.5.2, numpy 2.2.6, Python 3.11. The metrics used here are defined the same in 1.5 to 1.8.

Scores are kept as numbers that a Float holds exactly (multiples of 1/1024), so that one case serves both widths;
log loss is asked for on float64.
"""
import sys
import numpy as np
import sklearn
from sklearn.metrics import (average_precision_score, brier_score_loss, fbeta_score, log_loss, ndcg_score,
                             precision_recall_curve, precision_score, recall_score, roc_auc_score, roc_curve)


def cases():
    g = np.random.default_rng(20261124)
    grid = lambda a: np.round(np.asarray(a, float) * 1024) / 1024
    yield "perfect", [0.875, 0.75, 0.5, 0.25, 0.125], [1, 1, 0, 0, 0]
    yield "reversed", [0.875, 0.75, 0.5, 0.25, 0.125], [0, 0, 0, 1, 1]
    yield "all equal", [0.5] * 8, [1, 0, 0, 1, 0, 0, 0, 0]
    yield "one positive in the middle", [0.875, 0.75, 0.5, 0.25, 0.125], [0, 0, 1, 0, 0]
    yield "one positive tied", [0.875, 0.5, 0.5, 0.5, 0.125], [0, 0, 1, 0, 0]
    yield "one negative", [0.875, 0.75, 0.5, 0.25], [1, 0, 1, 1]
    yield "certain scores", [1.0, 1.0, 0.0, 0.0, 0.5], [1, 0, 0, 1, 1]
    yield "two items", [0.25, 0.75], [1, 0]
    for n, share, levels in ((40, .3, 5), (60, .5, 3), (80, .1, 1024), (120, .15, 20)):
        y = (g.random(n) < share).astype(int)
        p = 1 / (1 + np.exp(-(g.normal(0, 1, n) + y - 1)))
        yield f"random, {n} items, {levels} levels", grid(np.round(p * levels) / levels), y.tolist()


def numbers(a):
    text = ", ".join(".infinity" if np.isinf(x) else repr(float(x)) for x in a)
    return f"[{text}]"


def main():
    out = ["// Made by Golden/make_metrics.py with scikit-learn %s and numpy %s; do not edit." % (sklearn.__version__, np.__version__),
           "// swift-format-ignore-file", "import Testing", "", "/// What scikit-learn says about one set of scores.", "struct MetricsGolden: Sendable, CustomTestStringConvertible {",
           "  var name: String", "  var scores: [Double]", "  var targets: [Int]", "  var averagePrecision: Double", "  var rocAUC: Double",
           "  var ndcg: Double", "  var logLoss: Double", "  var brier: Double", "  var precisionRecallF: [Double]",
           "  var curve: (precision: [Double], recall: [Double], thresholds: [Double])",
           "  var droppedCurve: (precision: [Double], recall: [Double], thresholds: [Double])",
           "  var roc: (fpr: [Double], tpr: [Double], thresholds: [Double])", "  var fullROC: (fpr: [Double], tpr: [Double], thresholds: [Double])",
           "  var testDescription: String { name }", "}", "", "/// Precision, recall, F1 and F2 are at a threshold of 0.5, 0 where nothing is called yes.",
           "let metricsGolden: [MetricsGolden] = ["]
    for name, s, y in cases():
        s, y = np.asarray(s, float), np.asarray(y)
        called = (s >= .5).astype(int)
        f = [precision_score(y, called, zero_division=0), recall_score(y, called), fbeta_score(y, called, beta=1, zero_division=0), fbeta_score(y, called, beta=2, zero_division=0)]
        curves = []
        for c in (precision_recall_curve(y, s), precision_recall_curve(y, s, drop_intermediate=True), roc_curve(y, s), roc_curve(y, s, drop_intermediate=False)):
            curves.append("(" + ", ".join(numbers(a) for a in c) + ")")
        out.append(f'  MetricsGolden(name: "{name}", scores: {numbers(s)}, targets: {y.tolist()}, averagePrecision: {float(average_precision_score(y, s))!r}, '
                   f"rocAUC: {float(roc_auc_score(y, s))!r}, ndcg: {float(ndcg_score([y], [s]))!r}, logLoss: {float(log_loss(y, s))!r}, brier: {float(brier_score_loss(y, s))!r}, "
                   f"precisionRecallF: {numbers(f)}, curve: {curves[0]}, droppedCurve: {curves[1]}, roc: {curves[2]}, fullROC: {curves[3]}),")
    out.append("]")
    open(sys.argv[1], "w").write("\n".join(out) + "\n")


main()
