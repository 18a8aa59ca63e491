"""The peers' Python environments, made once under Benchmarks/.venv."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .places import BENCHMARKS, say


@dataclass(frozen=True)
class Environment:
    name: str
    packages: tuple
    variable: str  # names a folder of an environment that is there already

    def python(self):
        """The interpreter of the environment, which is made if it is not there; None if that fails."""
        given = os.environ.get(self.variable)
        if given:
            interpreter = Path(given) / "bin" / "python"
            if not interpreter.exists():
                sys.exit(f"benchmarks: {self.variable} is {given}: there is no {interpreter}")
            return interpreter
        folder = BENCHMARKS / ".venv" / self.name
        interpreter, stamp = folder / "bin" / "python", folder / "installed"
        wanted = "\n".join(self.packages)
        if stamp.exists() and stamp.read_text() == wanted:
            return interpreter
        say(f"installing {', '.join(self.packages)} into Benchmarks/.venv/{self.name}")
        try:
            subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
            subprocess.run([interpreter, "-m", "pip", "install", "-q", "--disable-pip-version-check", *self.packages],
                           check=True)
        except subprocess.CalledProcessError as error:
            say(f"the environment `{self.name}` could not be made: {error}")
            return None
        stamp.write_text(wanted)
        return interpreter


SKLEARN = Environment(
    "sklearn", ("scikit-learn==1.5.2", "pandas==2.3.3", "numpy==2.2.6", "scipy==1.17.1"), "GARIMPO_BENCH_SKLEARN")
OTHERS = Environment(
    "others",
    ("polars==2.1.0", "duckdb==2.0.0", "scikit-learn-intelex==2026.2.0", "scikit-learn==1.8.0", "pandas==3.1.1",
     "pyarrow==26.0.1", "numpy==2.4.6", "scipy==1.17.1"),
    "GARIMPO_BENCH_OTHERS")
ASREVIEW = Environment("asreview", ("asreview==3.0.8",), "GARIMPO_BENCH_ASREVIEW")
