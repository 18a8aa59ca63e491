"""Runs a measurement as a process of its own, and pairs of them in turn."""

import contextlib
import json
import os
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass, field

CORES = sorted(os.sched_getaffinity(0))
PINNED = CORES[-1]
ENVIRONMENT = dict(
    os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", PYTHONWARNINGS="ignore", PYTHONDONTWRITEBYTECODE="1")
LONGEST_SECONDS = 900
GNU_TIME = "/usr/bin/time"


class NotMeasured(Exception):
    """Why a figure is missing."""


@dataclass(frozen=True)
class Figure:
    """One side of one turn: seconds of CPU (user and system) and of the clock, peak megabytes of the process."""

    cpu: float
    wall: float
    megabytes: float
    said: dict = field(default_factory=dict)


@contextlib.contextmanager
def on_cores(pinned):
    """Processes that start inside run on one core; the same one always."""
    if not pinned:
        yield
        return
    os.sched_setaffinity(0, {PINNED})
    try:
        yield
    finally:
        os.sched_setaffinity(0, CORES)


def process(command, pinned=True):
    """Runs `command` to its end: its standard output, its seconds of CPU, and of the clock, measured from outside."""
    command = [str(part) for part in command]
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors, on_cores(pinned):
        started = time.perf_counter()
        try:
            child = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, env=ENVIRONMENT)
        except OSError as error:
            raise NotMeasured(f"{os.path.basename(command[0])}: {error.strerror}") from error
        status, usage = _wait(child, started)
        wall = time.perf_counter() - started
        output.seek(0)
        errors.seek(0)
        if status != 0:
            complaint = errors.read().decode(errors="replace").strip().splitlines()
            raise NotMeasured(f"status {status}: {complaint[-1] if complaint else 'no message'}")
        return output.read().decode(), usage.ru_utime + usage.ru_stime, wall


def _wait(child, started):
    """The exit status and the resources of the process alone; `subprocess` would not give the latter."""
    pause = 0.0002
    while True:
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        if pid:
            child.returncode = os.waitstatus_to_exitcode(status)
            return child.returncode, usage
        if time.perf_counter() - started > LONGEST_SECONDS:
            child.kill()
            os.wait4(child.pid, 0)
            child.returncode = -9
            raise NotMeasured(f"took longer than {LONGEST_SECONDS} s")
        time.sleep(pause)
        pause = min(2 * pause, 0.01)


def lines(command, pinned=True):
    """The lines of JSON that `command` prints; other lines are passed over."""
    output, _, _ = process(command, pinned)
    return [json.loads(line) for line in output.splitlines() if line.startswith("{")]


def line(command, pinned=True, times=None, **where):
    """A figure from the line of JSON with the given values; `times` picks the times out of it."""
    for said in lines(command, pinned):
        if "error" in said:
            raise NotMeasured(said["error"])
        if all(said.get(key) == value for key, value in where.items()):
            found = times(said) if times else said
            return Figure(found["cpu"], found["wall"], said["rss_mb"], said)
    raise NotMeasured(f"no line with {where}" if where else "no line of JSON")


def whole_process(command, runs, reading=None):
    """A figure of a whole process on one core, measured from outside: medians over some runs.

    `reading` makes of its standard output what it says.

    Memory is taken in one more run, under GNU time: Linux never reports less for a process than for the one that
    started it, and this one is larger than some that are measured.
    """
    outputs, *times = zip(*(process(command) for _ in range(runs)))
    with tempfile.NamedTemporaryFile("r") as report:
        process([GNU_TIME, "-f", "%M", "-o", report.name, *command])
        megabytes = int(report.read()) / 1024
    said = reading(outputs[0]) if reading else {}
    return Figure(*(statistics.median(values) for values in times), megabytes, said)


@dataclass(frozen=True)
class Pairs:
    """What both sides reached in each turn, peer first."""

    turns: list
    unit: str = "cpu"

    def seconds(self, side):
        """The median of a side (0 peer, 1 ours)."""
        return statistics.median(getattr(turn[side], self.unit) for turn in self.turns)

    def megabytes(self, side):
        return statistics.median(turn[side].megabytes for turn in self.turns)

    @property
    def ratio(self):
        """How many times faster we are: the ratio of the medians."""
        return self.seconds(0) / self.seconds(1)

    @property
    def ratio_range(self):
        """The lowest and highest ratio of one turn."""
        ratios = [getattr(peer, self.unit) / getattr(own, self.unit) for peer, own in self.turns]
        return min(ratios), max(ratios)


def in_turn(peer, own, turns, unit):
    """Measures peer, ours, peer, ours …"""
    return Pairs([(peer(), own()) for _ in range(turns)], unit)
