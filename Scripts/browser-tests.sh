#!/usr/bin/env bash
# The pages in a real browser: Chromium from Debian, driven by Playwright from PyPI, both installed here if missing.
# Arguments go to pytest, as in Scripts/browser-tests.sh -k label. Screenshots land in out/screens.
# GARIMPO names the program (default: the release binary).
set -euo pipefail
cd "$(dirname "$0")/.."
say() { printf 'garimpo: %s\n' "$*" >&2; }

export GARIMPO=${GARIMPO:-$PWD/.build/release/garimpo}
export SCREENSHOTS=${SCREENSHOTS:-$PWD/out/screens}
[ -x "$GARIMPO" ] || { say "there is no $GARIMPO; run make build first" && exit 1; }

find_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome || true; }
CHROMIUM=${CHROMIUM:-$(find_chromium)}
if [ -z "$CHROMIUM" ]; then Scripts/install-packages.sh chromium && CHROMIUM=$(find_chromium); fi
[ -n "$CHROMIUM" ] || { say "no Chromium: install it, or name it with CHROMIUM" && exit 1; }
export CHROMIUM

python3 -c 'import venv, ensurepip' 2>/dev/null || Scripts/install-packages.sh python3-venv
venv=.build/browser-tests
if ! cmp -s Tests/Browser/requirements.txt "$venv/requirements.txt"; then
  say "installing what Tests/Browser/requirements.txt names into $venv"
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" --quiet --disable-pip-version-check install -r Tests/Browser/requirements.txt
  cp Tests/Browser/requirements.txt "$venv/requirements.txt"
fi
# Two at a time: a test waits for its pages more than it computes, and shares nothing with others.
exec "$venv/bin/python" -m pytest -q -p no:cacheprovider -n 2 --dist worksteal Tests/Browser "$@"
