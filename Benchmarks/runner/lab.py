"""ASReview LAB's side of Benchmarks/browser: its own server, asked as its page asks it. Run by the Python that has asreview.

    python lab.py TABLE.csv ANSWERS PAUSE PORT

TABLE.csv has title, abstract and included (empty: to be read). Prints one line of JSON: milliseconds from an answer sent to
the next record had (POST record, then GET get_record, as the page does), and seconds from an answer sent to the order that
was learnt with it, which its table `last_ranking` tells by the size of its training set.
"""

import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from pathlib import Path


class Lab:
    def __init__(self, folder, port):
        self.folder = Path(folder)
        self.address = f"http://127.0.0.1:{port}/api"
        self.process = subprocess.Popen(
            [Path(sys.executable).with_name("asreview"), "lab", "--no-browser", "--skip-update-check", "--port", str(port)],
            env={**os.environ, "ASREVIEW_PATH": str(folder)}, cwd=folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(600):
            try:
                self.ask("GET", "/projects")
                return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        sys.exit("lab: the server of ASReview did not come up in 60 s")

    def ask(self, method, path, fields=None, headers=None):
        body = urllib.parse.urlencode(fields).encode() if isinstance(fields, dict) else fields
        request = urllib.request.Request(self.address + path, body, headers or {}, method=method)
        with urllib.request.urlopen(request, timeout=600) as response:
            return json.loads(response.read())

    def create(self, table):
        mark = uuid.uuid4().hex
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="mode"\r\n\r\noracle\r\n'.encode(),
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="table.csv"\r\n'
            f"Content-Type: text/csv\r\n\r\n".encode(), Path(table).read_bytes(), f"\r\n--{mark}--\r\n".encode()]
        made = self.ask("POST", "/projects/create", b"".join(parts),
                        {"Content-Type": f"multipart/form-data; boundary={mark}"})
        return made["id"]

    def training_set(self, project):
        """How many labels the order in force was learnt from; 0 without one."""
        try:
            with sqlite3.connect(f"file:{self.folder / project / 'results.db'}?mode=ro", uri=True) as database:
                row = database.execute("SELECT training_set FROM last_ranking LIMIT 1").fetchone()
        except sqlite3.OperationalError:
            return 0  # it is being written
        return row[0] if row and row[0] is not None else 0

    def labels(self, project):
        progress = self.ask("GET", f"/projects/{project}/progress")
        return progress["n_included"] + progress["n_excluded"]

    def wait_learnt(self, project, count, seconds=600):
        began = time.perf_counter()
        while self.training_set(project) < count:
            if time.perf_counter() - began > seconds:
                sys.exit(f"lab: no order from {count} labels within {seconds} s")
            time.sleep(0.01)
        return time.perf_counter() - began

    def answer(self, project, record, label):
        self.ask("POST", f"/projects/{project}/record/{record}",
                 {"record_id": record, "label": label, "tags": "[]", "retrain_model": "1"})

    def record(self, project):
        return self.ask("GET", f"/projects/{project}/get_record")["result"]["record_id"]


def main():
    table, answers, pause, port = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])
    with tempfile.TemporaryDirectory(prefix="garimpo-lab-") as folder:
        lab = Lab(folder, port)
        try:
            project = lab.create(table)
            lab.ask("POST", f"/projects/{project}/train", {})
            lab.wait_learnt(project, 1)
            record, draw = lab.record(project), random.Random(2)
            next_ms, learnt_s = [], []
            for _ in range(answers):
                began = time.perf_counter()
                lab.answer(project, record, 1 if draw.random() < 0.2 else 0)
                record = lab.record(project)
                next_ms.append(1000 * (time.perf_counter() - began))
                time.sleep(pause * (0.5 + draw.random()))
            for _ in range(max(3, answers // 10)):
                stored = lab.labels(project)
                lab.wait_learnt(project, stored)
                time.sleep(2)
                began = time.perf_counter()
                lab.answer(project, record, 0)
                lab.wait_learnt(project, stored + 1)
                learnt_s.append(time.perf_counter() - began)
                record = lab.record(project)
        finally:
            lab.process.terminate()
            lab.process.wait(timeout=30)
    print(json.dumps({"next_ms": next_ms, "learnt_s": learnt_s}))


main()
