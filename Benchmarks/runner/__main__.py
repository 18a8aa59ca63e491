"""Measures Garimpo beside its peers, in turn, and writes the table of README.md."""

import argparse
import datetime
import json
import os
import subprocess
import sys

from .data import Data
from .environments import ASREVIEW, OTHERS, SKLEARN
from .measure import NotMeasured, in_turn
from .places import BENCHMARKS, DATA, PACKAGE, README, check_shared, say
from .report import Outcome, page, put, seconds, times
from .work import Work

GROUPS = ("round", "forest", "threads", "scoring", "tfidf", "csv", "ranking", "simulate")


def options():
    parser = argparse.ArgumentParser(
        prog="Benchmarks/run",
        description="Measures Garimpo beside its peers, in turn, and writes the table of README.md.",
        epilog="GARIMPO_BENCH_SKLEARN, GARIMPO_BENCH_OTHERS and GARIMPO_BENCH_ASREVIEW name virtual environments that are there already; "
        "GARIMPO_BENCH_DATA names the folder of the data. A run with --only or --quick prints its table and does not "
        "write it.")
    parser.add_argument("--only", metavar="GROUPS", help=f"some of {','.join(GROUPS)}")
    parser.add_argument(
        "--quick", action="store_true", help="small data and one turn: to try the benchmarks, not to quote")
    parser.add_argument("--turns", type=int, default=3, help="how often peer and ours take their turn (default 3)")
    parser.add_argument("--date", default=datetime.date.today().isoformat(), help="the date to write above the table")
    parser.add_argument("--no-build", action="store_true", help="measure what was built before")
    given = parser.parse_args()
    given.groups = given.only.split(",") if given.only else list(GROUPS)
    unknown = [group for group in given.groups if group not in GROUPS]
    if unknown:
        parser.error(f"--only {','.join(unknown)}: expected some of {','.join(GROUPS)}")
    if given.turns < 1:
        parser.error(f"--turns {given.turns}: expected 1 or more")
    if given.quick:
        given.turns = 1
    return given


def build():
    for folder, product in ((PACKAGE, "garimpo"), (BENCHMARKS, "garimpo-benchmarks")):
        say(f"building {product} in release")
        # A cached plan of a nested package does not notice files that came or went in the package around it.
        command = [
            "swift", "build", "-c", "release", "--static-swift-stdlib", "--product", product,
            "--disable-build-manifest-caching"]
        built = subprocess.run(
            [*command, "--package-path", folder], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if built.returncode != 0:
            print(built.stdout, file=sys.stderr)
            sys.exit(f"benchmarks: {product} does not build")


def versions(*pythons):
    """What is installed in the environments, without repetition."""
    code = (
        "import importlib.metadata as m, sys; "
        "[print(n, m.version(n)) for n in sys.argv[1:] if any(d.name == n for d in m.distributions())]")
    first = ("scikit-learn", "numpy", "pandas")
    others = ("scikit-learn-intelex", "polars", "duckdb")
    for python, names in zip(pythons, (first, others, ("asreview",))):
        if python:
            said = subprocess.run([python, "-c", code, *names], capture_output=True, text=True).stdout
            yield from said.splitlines()


def measured(row, turns):
    try:
        pairs = in_turn(row.measure_peer, row.measure_own, turns, row.unit)
        troubles = [trouble for turn in pairs.turns if (trouble := row.complaint(*turn))]
        return Outcome(row, pairs, troubles[0] if troubles else None)
    except (NotMeasured, subprocess.CalledProcessError) as error:
        return Outcome(row, None, str(error))


def main():
    given = options()
    check_shared()
    load = os.getloadavg()[0]
    sklearn, others, asreview = SKLEARN.python(), OTHERS.python(), ASREVIEW.python()
    if not sklearn:
        sys.exit("benchmarks: without scikit-learn there is nothing to compare with")
    if not given.no_build:
        build()
    if load > 0.5:
        say(f"THE MACHINE IS BUSY (load {load:.2f}): the figures will be noise")
    data = Data(sklearn, *(20, 100_000) if given.quick else (200, 1_000_000))
    rows = [row for row in Work(data, sklearn, others, asreview, given.quick).rows() if row.group in given.groups]
    outcomes = []
    for number, row in enumerate(rows, 1):
        outcome = measured(row, given.turns)
        outcomes.append(outcome)
        said = outcome.trouble or ""
        if pairs := outcome.pairs:
            said = f"{seconds(pairs.seconds(0))} : {seconds(pairs.seconds(1))} = {times(pairs.ratio)} {said}"
        say(f"[{number}/{len(rows)}] {row.work} beside {row.peer}: {said}")
    text = page(outcomes, given.date, load, list(versions(sklearn, others, asreview)), given.turns)
    print(text)
    (DATA / "turns.json").write_text(
        json.dumps([
            {"work": o.row.work, "peer": o.row.peer, "trouble": o.trouble,
             "turns": [[vars(side) for side in turn] for turn in o.pairs.turns] if o.pairs else []} for o in outcomes
        ], indent=1))
    if given.quick or given.only:
        say("a part of the benchmarks, or a quick run: README.md stays as it is")
    else:
        README.write_text(put(text, README.read_text()))
        say("the table is in Benchmarks/README.md")
    return 1 if any(outcome.trouble for outcome in outcomes) else 0


sys.exit(main())
