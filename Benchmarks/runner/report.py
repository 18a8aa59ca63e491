"""The table, as Markdown, and its place in README.md."""

import os
import platform
import subprocess
from dataclasses import dataclass
from typing import Optional

from .measure import CORES, Pairs
from .places import PACKAGE
from .work import Row

BEGIN, END = "<!-- table: written by Benchmarks/run -->", "<!-- end of the table -->"
MOST_SECONDS, MOST_MEGABYTES = 0.10, 40  # of the whole seed run


@dataclass(frozen=True)
class Outcome:
    row: Row
    pairs: Optional[Pairs]
    # Why there are no pairs, or why they are not of the same work.
    trouble: Optional[str] = None


def verdict(ratio, goal, stretch):
    if goal is None:
        return "no goal"
    if stretch is not None and ratio >= stretch:
        return "stretch met"
    return "met" if ratio >= goal else f"**missed by {missed(1 - ratio / goal)}**"


def missed(share):
    """A share as a percentage that is never rounded to nothing."""
    return f"{100 * share:.0f} %" if share >= 0.01 else f"{100 * share:.1g} %"


def seconds(value):
    return f"{value:.2f}" if value >= 1 else f"{value * 1000:.1f} ms" if value < 0.01 else f"{value:.3f}"


def times(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def goal(value):
    return "" if value is None else f"{value:g}"


def table(outcomes):
    yield (
        "| Work | Peer | Peer, s | Garimpo, s | Times faster (lowest to highest turn) | Goal | Stretch | Verdict "
        "| MB, peer / Garimpo |")
    yield "|---|---|--:|--:|--:|--:|--:|---|--:|"
    for outcome in outcomes:
        row, pairs = outcome.row, outcome.pairs
        start = f"| {row.work} | {row.peer} |"
        if pairs is None:
            yield f"{start} | | | {goal(row.goal)} | {goal(row.stretch)} | **not measured**: {outcome.trouble} | |"
            continue
        low, high = pairs.ratio_range
        said = verdict(pairs.ratio, row.goal, row.stretch)
        if outcome.trouble:
            said = f"**not the same work**: {outcome.trouble}"
        yield (
            f"{start} {seconds(pairs.seconds(0))} | {seconds(pairs.seconds(1))} "
            f"| **{times(pairs.ratio)}** ({times(low)} to {times(high)}) | {goal(row.goal)} | {goal(row.stretch)} "
            f"| {said} | {pairs.megabytes(0):.0f} / {pairs.megabytes(1):.0f} |")


def limits(outcomes):
    """The goals that are not ratios of time."""
    for outcome in outcomes:
        if outcome.row.group == "round" and outcome.pairs:
            cpu, memory = outcome.pairs.seconds(1), outcome.pairs.megabytes(1)
            yield f"- Whole seed run: {cpu:.3f} s of CPU; {below(cpu, MOST_SECONDS, f'{MOST_SECONDS:.2f} s')}."
            most = f"{MOST_MEGABYTES} MB"
            yield f"- Whole seed run: {memory:.1f} MB at its peak; {below(memory, MOST_MEGABYTES, most)}."
    compared = [outcome for outcome in outcomes if outcome.pairs and outcome.row.unit == "cpu"]
    hungry = [
        f"{outcome.row.work} ({outcome.row.peer})" for outcome in compared
        if outcome.pairs.megabytes(1) > outcome.pairs.megabytes(0) / 3
    ]
    if compared:
        yield (
            f"- Memory at most a third of the peer's: {len(compared) - len(hungry)} of {len(compared)} rows"
            + (f"; **missed** by {', '.join(hungry)}." if hungry else "."))


def below(value, limit, text):
    return f"goal at most {text}: " + ("met" if value <= limit else f"**missed by {missed(value / limit - 1)}**")


def machine(date, load, versions, turns):
    yield f"- Measured on {date}, {turns} turn{'' if turns == 1 else 's'}, from commit {commit()}; load before the start {load:.2f}."
    yield f"- {cpu_model()}, {len(CORES)} cores, {memory_gigabytes():.0f} GB; {system()}."
    yield f"- {first_line('swift', '--version')}; Python {platform.python_version()} ran the runner."
    yield f"- Peers: {', '.join(versions)}."


def commit():
    head = first_line("git", "-C", PACKAGE, "rev-parse", "--short", "HEAD")
    changed = subprocess.run(
        ["git", "-C", PACKAGE, "status", "--porcelain", "--", "Sources", "Package.swift", "Benchmarks/Sources"],
        capture_output=True, text=True)
    return f"`{head}`" + (" with changes that are not committed" if changed.stdout.strip() else "")


def first_line(*command):
    try:
        said = subprocess.run(command, capture_output=True, text=True).stdout.strip()
    except OSError:
        said = ""
    return said.splitlines()[0] if said else "unknown"


def cpu_model():
    with open("/proc/cpuinfo") as file:
        for text in file:
            if text.startswith("model name"):
                return text.split(":", 1)[1].strip()
    return platform.machine()


def memory_gigabytes():
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def system():
    release = platform.freedesktop_os_release()
    return f"{release.get('PRETTY_NAME', 'Linux')}, Linux {platform.release()}"


def page(outcomes, date, load, versions, turns):
    return "\n".join([*machine(date, load, versions, turns), "", *table(outcomes), "", *limits(outcomes)])


def put(page, readme):
    """The text of the README with `page` between its markers."""
    before, rest = readme.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{page}\n\n{END}{after}"
