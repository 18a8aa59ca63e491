"""Where things are. Every path is found from this file; nothing depends on the name of the checkout."""

import os
import sys
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parent.parent
PACKAGE = BENCHMARKS.parent
SHARED = PACKAGE.parent / "shared"
PEERS = SHARED / "peers"
SEED_TABLE = SHARED / "data" / "youtube-seed" / "raw_data_with_labels.csv"
REVIEWS = SHARED / "data" / "systematic-reviews"
README = BENCHMARKS / "README.md"
OWN_BENCHMARKS = BENCHMARKS / ".build" / "release" / "garimpo-benchmarks"
GARIMPO = PACKAGE / ".build" / "release" / "garimpo"
DATA = Path(os.environ.get("GARIMPO_BENCH_DATA", BENCHMARKS / ".data"))


def say(text):
    print(f"benchmarks: {text}", file=sys.stderr, flush=True)


def check_shared():
    """Stops the program, loudly, where the peers' scripts and the seed's table are not there."""
    missing = [str(path) for path in (PEERS / "pm.py", SEED_TABLE) if not path.exists()]
    if missing:
        say("NOTHING MEASURED: the peers' scripts and the seed's table are not part of this repository.")
        say("They are expected in a folder `shared` beside the clone; not found: " + ", ".join(missing))
        sys.exit(2)
