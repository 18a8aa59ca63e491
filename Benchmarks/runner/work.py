"""The rows of the table: which work, beside which peer, with which goal."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Optional

from .data import CORPORA, Data
from .measure import CORES, Figure, NotMeasured, line, whole_process
from .places import DATA, GARIMPO, OWN_BENCHMARKS, PEERS, SEED_TABLE

# Sets of papers, and the rows that are known from the start.
REVIEWS = {
    "SYNERGY_van_der_Valk_2021": ("725 abstracts", (112, 667)),
    "Nagtegaal_2019": ("2,019 abstracts", (287, 1232)),
    "van_de_Schoot_2017": ("6,189 abstracts", (284, 0)),
}
TEXTS = {"t1k": "1k titles", "t10k": "10k titles", "t100k": "100k titles", "a10k": "10k abstracts"}


@dataclass(frozen=True)
class Row:
    group: str
    work: str
    peer: str
    goal: Optional[float]
    stretch: Optional[float]
    measure_peer: Callable[[], Figure]
    measure_own: Callable[[], Figure]
    unit: str = "cpu"
    # Says why two figures are not of the same work, if they are not.
    complaint: Callable[[Figure, Figure], Optional[str]] = lambda peer, own: None


@dataclass(frozen=True)
class Work:
    data: Data
    sklearn: Path
    others: Optional[Path]
    asreview: Optional[Path]
    quick: bool

    def rows(self):
        return [
            *self._whole(), *self._forests(), *self._threads(), *self._scoring(), *self._vectorising(),
            *self._reading(), *self._ranking(), *self._simulating(),
        ]

    def _other(self, *command):
        if not self.others:
            raise NotMeasured("the environment `others` is not there")
        return [self.others, *command]

    def _whole(self):
        DATA.mkdir(parents=True, exist_ok=True)
        own = [
            GARIMPO, "round", SEED_TABLE, "--recipe", "youtube-watch-page", "--hard", 70, "--random", 30,
            "--output", DATA / "to_label.csv", "--report", DATA / "report.html", "--seed", 0, "--threads", 1, "--force",
        ]
        yield Row(
            "round", "whole seed run, as a process", "scikit-learn", 25, 50,
            lambda: whole_process([self.sklearn, PEERS / "bench_seed.py", SEED_TABLE, 1], 1),
            lambda: whole_process(own, 5))

    def _forest_row(self, name, text, trees, runs, goals, peer="sk-rf", label="scikit-learn"):
        own_runs = max(runs, 3)

        def measure_peer():
            command = [PEERS / "bench_rf.py", peer, self.data.features(name), trees, 1, runs]
            command = [self.sklearn, *command] if peer == "sk-rf" else self._other(*command)
            return line(command, times=lambda said: said["fit"])

        return Row(
            "forest", f"forest fit, {text}, {trees} trees", label, *goals, measure_peer,
            lambda: self._own_forest(name, trees, own_runs), complaint=another_forest)

    def _own_forest(self, name, trees, runs):
        command = [OWN_BENCHMARKS, "forest", self.data.matrices(name), trees, 1, runs]
        return line(command, times=lambda said: said["fit"])

    def _forests(self):
        yield self._forest_row("seed", "seed", 1000, 3, (20, 40))
        yield self._forest_row("seed", "seed", 1000, 5, (4.5, None), "sklearnex-rf", "sklearnex (dense)")
        yield self._forest_row("t1k", TEXTS["t1k"], 100, 5, (6, 10))
        if self.quick:
            return
        yield self._forest_row("t10k", TEXTS["t10k"], 100, 2, (5, 8))
        yield self._forest_row("t100k", TEXTS["t100k"], 10, 1, (8, 12))
        yield self._forest_row("a10k", TEXTS["a10k"], 100, 1, (2.5, 5))

    def _threads(self):
        if len(CORES) < 2:
            return
        name, trees = ("t1k", 1000) if self.quick else ("a10k", 100)

        def measure(threads):
            command = [OWN_BENCHMARKS, "forest", self.data.matrices(name), trees, threads, 3]
            return line(command, pinned=False, times=lambda said: said["fit"])

        yield Row(
            "threads", f"two threads, forest fit, {TEXTS[name]}, {trees} trees (wall)", "ours on one thread", 1.8, 1.95,
            lambda: measure(1), lambda: measure(2), unit="wall", complaint=another_forest)

    def _scoring(self):
        for name, text, trees in (("seed", "seed", 1000), ("t10k", TEXTS["t10k"], 100)):
            rows = 2_000 if self.quick else 20_000

            def measure_peer(name=name, trees=trees, rows=rows):
                command = [self.sklearn, PEERS / "bench_score.py", self.data.features(name), trees, rows]
                return line(command, engine="sklearn-csr")

            def measure_own(name=name, trees=trees, rows=rows):
                return line([OWN_BENCHMARKS, "scoring", self.data.matrices(name), trees, rows])

            yield Row(
                "scoring", f"scoring {rows:,} rows, {text}, {trees} trees", "scikit-learn", 1.5, 4, measure_peer,
                measure_own, complaint=same("rows", "features"))

    def _vectorising(self):
        for name in ("t1k",) if self.quick else ("t100k", "a10k"):
            text = f"TF-IDF fit and transform, {CORPORA[name][0]:,} {TEXTS[name].split()[1]}"

            def measure_own(name=name):
                return line([OWN_BENCHMARKS, "tfidf", self.data.table(name), 5])

            yield Row(
                "tfidf", text, "scikit-learn", 10, 25,
                lambda name=name: line([self.sklearn, PEERS / "bench_tfidf.py", self.data.table(name), "tfidf"]),
                measure_own, complaint=same("docs", "shape", "nnz"))
            yield Row(
                "tfidf", text, "duckdb (counts only)", 4, None,
                lambda name=name: line(self._other(PEERS / "bench_tfidf.py", self.data.table(name), "duckdb")),
                measure_own, complaint=same("docs"))

    def _reading(self):
        text = f"CSV, {self.data.table_megabytes} MB with quoted line breaks"
        table = self.data.big_table

        def row(work, label, peer, runs, pinned, unit, goals):
            return Row(
                "csv", work, label, *goals,
                lambda: line(self._other(PEERS / "bench_csv.py", peer, table(), runs), pinned),
                lambda: line([OWN_BENCHMARKS, "csv", table(), runs], pinned), unit, same("rows"))

        yield row(f"{text}, read once", "polars, one thread", "polars-1t", 1, True, "cpu", (1.5, 3))
        yield row(f"{text}, read again and again", "polars, one thread", "polars-1t", 5, True, "cpu", (1.5, 3))
        yield row(f"{text}, read once (wall)", "polars as it comes", "polars", 1, False, "wall", (None, None))

    def _ranking(self):
        for metric, text in (("distinct f64", "all different"), ("tied 1/1000", "in steps of 1/1000")):
            count = self.data.score_count

            def measure_peer(metric=metric):
                return line([self.sklearn, PEERS / "bench_metrics.py", count], metric=metric, times=both_metrics)

            def measure_own(metric=metric):
                return line([OWN_BENCHMARKS, "ranking", self.data.ranking(), 5], metric=metric)

            def complaint(peer, own, metric=metric):
                expected = json.loads(self.data.ranking_expected().read_text())[metric]
                far = [name for name in expected if abs(expected[name] - own.said[name]) > 1e-12]
                return f"scikit-learn says {expected}" if far else None

            yield Row(
                "ranking", f"AP and ROC AUC, {count:,} scores {text}", "scikit-learn", 8, 20, measure_peer,
                measure_own, complaint=complaint)


    def _simulating(self):
        recipe = DATA / "elas-u4.yaml"
        DATA.mkdir(parents=True, exist_ok=True)
        recipe.write_text(ELAS_U4)
        for name, (text, known) in REVIEWS.items():
            if self.quick and name != "SYNERGY_van_der_Valk_2021":
                continue

            def measure_peer(name=name, known=known):
                if not self.asreview:
                    raise NotMeasured("the environment `asreview` is not there")
                table = self.data.review(name)
                first, second = known
                # ASReview leaves a file in the folder where it is started.
                return line([
                    "env", "-C", DATA, self.asreview, PEERS / "bench_asreview.py", self.asreview.parent / "asreview", table,
                    name, "--prior-idx", first, second])

            def measure_own(name=name, known=known):
                first, second = known
                return whole_process(
                    [GARIMPO, "simulate", self.data.review(name), "--recipe", recipe, "--learner", "elas-u4",
                     "--priors", f"rows:{first},{second}", "--threads", 1, "--json"],
                    1 if name == "van_de_Schoot_2017" else 3, questions)

            yield Row(
                "simulate", f"screening {text} played through, elas-u4, as a process", "ASReview", 20, 100, measure_peer,
                measure_own, complaint=another_order)


# ASReview's default features.
ELAS_U4 = """
name: elas-u4
item: { title: title }
label: { column: label_included, yes: ["1"], no: ["0"] }
fields:
  title: { column: title, kind: text }
  abstract: { column: abstract, kind: text }
features:
  - tfidf: { fields: [title, abstract], ngrams: [1, 2], max_documents: 95%, sublinear: true }
"""


def questions(output):
    """How many items a simulation read, those known from the start among them."""
    run = json.loads(output)["ways"][0]["runs"][0]
    return {"labelled": len(run["questions"]) + len(run["priors"])}


def another_order(peer, own):
    """A complaint if one read many more items than the other until all yes were found."""
    if abs(peer.said["labelled"] - own.said["labelled"]) > 0.05 * peer.said["labelled"]:
        return f"items read: the peer says {peer.said['labelled']}, ours {own.said['labelled']}"
    return None


def both_metrics(said):
    return {unit: said["ap"][unit] + said["auc"][unit] for unit in ("cpu", "wall")}


def same(*keys):
    """A complaint if both sides do not say the same under the keys."""

    def complaint(peer, own):
        for key in keys:
            if peer.said[key] != own.said[key]:
                return f"{key}: the peer says {peer.said[key]}, ours {own.said[key]}"
        return None

    return complaint


def another_forest(peer, own):
    """A complaint if two forests were not grown on the same data, or not to the same size and quality."""
    for key in ("train", "trees"):
        if peer.said[key] != own.said[key]:
            return f"{key}: the peer says {peer.said[key]}, ours {own.said[key]}"
    if abs(peer.said["auc"] - own.said["auc"]) > 0.03:
        return f"ROC AUC: the peer says {peer.said['auc']}, ours {own.said['auc']}"
    nodes = peer.said.get("nodes_per_tree")
    if nodes and not 0.8 <= own.said["nodes_per_tree"] / nodes <= 1.25:
        return f"nodes a tree: the peer says {nodes}, ours {own.said['nodes_per_tree']}"
    return None
