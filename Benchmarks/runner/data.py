"""The data, made once by the peers' own scripts, and the same in the form that our side reads."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .places import BENCHMARKS, DATA, PEERS, REVIEWS, SEED_TABLE, say

# Rows and mean words of a text; the first 80 % of the rows are learnt from.
CORPORA = {"t1k": (1250, 10), "t10k": (12500, 10), "t100k": (125000, 10), "a10k": (12500, 150)}


@dataclass(frozen=True)
class Data:
    python: Path  # scikit-learn's environment
    table_megabytes: int
    score_count: int

    def table(self, name):
        """The corpus as CSV."""
        rows, words = CORPORA[name]
        return self._made(f"{name}.csv", [PEERS / "gen_corpus.py", rows, words, "OUT"])

    def features(self, name):
        """Matrices as the peers read them."""
        if name == "seed":
            return self._made("seed.npz", [PEERS / "bench_seed.py", SEED_TABLE, 1, 1000, "OUT"])
        return self._made(f"{name}.npz", [PEERS / "make_features.py", self.table(name), "OUT"])

    def matrices(self, name):
        """The same matrices as our side reads them."""
        return self._made(f"{name}.bin", [self._export, "matrices", self.features(name), "OUT"])

    def ranking(self):
        """Many scores with their answers."""
        return self._made(f"ranking-{self.score_count}.bin", [self._export, "ranking", self.score_count, "OUT"])

    def ranking_expected(self):
        """What scikit-learn says of those scores."""
        return self._made(f"ranking-{self.score_count}.json", [self._export, "expected", self.score_count, "OUT"])

    def big_table(self):
        """A CSV file of many megabytes, with quoted line breaks."""
        size = self.table_megabytes
        return self._made(f"table-{size}.csv", [PEERS / "gen_csv.py", "OUT", size])

    def review(self, name):
        """A screened set of titles and abstracts."""
        return self._made(f"{name}.csv", [self._export, "review", REVIEWS / f"{name}.csv.gz", "OUT"])

    @property
    def _export(self):
        return BENCHMARKS / "runner" / "export.py"

    def _made(self, name, command):
        """The file `name`, made by `command` if it is not there. OUT stands for it; it appears only when complete."""
        path = DATA / name
        if path.exists():
            return path
        say(f"making {name}")
        DATA.mkdir(parents=True, exist_ok=True)
        unfinished = DATA / f"unfinished-{name}"
        arguments = [str(unfinished) if part == "OUT" else str(part) for part in command]
        environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", PYTHONWARNINGS="ignore")
        subprocess.run([self.python, *arguments], check=True, env=environment, stdout=subprocess.DEVNULL)
        shutil.move(unfinished, path)
        return path
