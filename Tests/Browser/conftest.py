"""A real server, a real browser: what the tests of this folder share.

Each test gets a project of its own, made by the program from the example that it ships. Screenshots go to the folder
that SCREENSHOTS names.
"""

import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
GARIMPO = Path(os.environ.get("GARIMPO", ROOT / ".build" / "release" / "garimpo"))
SCREENSHOTS = Path(os.environ.get("SCREENSHOTS", ROOT / "out" / "screens"))


def garimpo(*arguments, **options):
    """Runs a command of the program and returns what it printed."""
    done = subprocess.run([GARIMPO, *map(str, arguments)], capture_output=True, text=True, timeout=120, **options)
    assert done.returncode == 0, done.stderr
    return done.stdout


class Server:
    """`garimpo serve` on a project, on a port of its own."""

    def __init__(self, project, *options, annotator="ana", port=0):
        self.project, self.options, self.annotator, self.port = Path(project), options, annotator, port
        self.process = None
        self.start()

    def start(self):
        began = time.monotonic()
        self.process = subprocess.Popen(
            [GARIMPO, "serve", "--project", self.project, "--annotator", self.annotator, "--port", str(self.port), *map(str, self.options)],
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        line = self.process.stderr.readline()
        found = re.search(r"(https?)://[^:/ ]+:(\d+)/", line)
        assert found, line + self.process.stderr.read()
        self.scheme, self.port = found.group(1), int(found.group(2))
        self.seconds_to_ready = time.monotonic() - began
        self.url = f"{self.scheme}://127.0.0.1:{self.port}"

    def kill(self):
        """What a power cut or an impatient person does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                raise

    def log(self):
        """The entries of the log of labels, oldest first."""
        reply = json.loads(garimpo("log", "--json", "-n", 100_000, "--project", self.project))
        return sorted((entry for entry in reply["entries"] if entry["kind"] == "label"), key=lambda entry: entry["number"])

    def entries(self, since=0):
        """Those behind the place `since` that came through the browser."""
        return [entry for entry in self.log() if entry["number"] > since and entry["source"] == "browser"]

    def answers(self, since=0):
        """(id, answer) of these; an undo is an answer called undo."""
        return [(entry["id"], "undo" if entry["what"].startswith("undo") else entry["what"]) for entry in self.entries(since)]

    def position(self):
        log = self.log()
        return log[-1]["number"] if log else 0


@pytest.fixture(scope="session")
def table(tmp_path_factory):
    """The example's videos."""
    path = tmp_path_factory.mktemp("example") / "videos.csv"
    garimpo("example", path, "--rows", 1200, "--seed", 1, "--quiet")
    return path


@pytest.fixture(scope="session")
def finished(table, tmp_path_factory):
    """A project with labels and a round."""
    project = tmp_path_factory.mktemp("finished") / "videos"
    garimpo("init", project, "--recipe", "youtube-watch-page", "--quiet")
    garimpo("import", table, "--project", f"{project}.garimpo", "--quiet")
    garimpo("round", "--hard", 70, "--random", 30, "--quiet", "--project", f"{project}.garimpo")
    return Path(f"{project}.garimpo")


@pytest.fixture
def project(finished, tmp_path):
    """A copy of that project, to be changed."""
    copy = tmp_path / "videos.garimpo"
    garimpo("backup", copy, "--project", finished, "--quiet")
    return copy


@pytest.fixture
def server(project):
    server = Server(project)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium):
    """Opens a page in a browser of its own; what the page complains of fails the test."""
    contexts, complaints = [], []

    def open_page(url, expected_complaints=(), **options):
        settings = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB", "ignore_https_errors": True, **options}
        context = chromium.new_context(**settings)
        contexts.append(context)
        page = context.new_page()

        def complain(text):
            if not any(expected in text for expected in expected_complaints):
                complaints.append(text)

        page.on("pageerror", lambda error: complain(str(error)))
        page.on("console", lambda message: complain(f"{message.text} {message.location.get('url', '')}") if message.type in ("error", "warning") else None)
        own = url.split("/")[2]
        page.on("request", lambda request: None if request.url.split("/")[2] == own else complain(f"asks {request.url}"))
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def screenshot(page, name, full=False):
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=full)
