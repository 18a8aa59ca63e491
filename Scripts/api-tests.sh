#!/usr/bin/env bash
# Holds the description of the API against a running server, with schemathesis from PyPI (installed here if missing): what
# the description allows is accepted, what it forbids is refused, every answer has the form that it promises, and nobody
# comes in without a token.
# Arguments go to schemathesis. GARIMPO names the program (default: the release binary).
set -euo pipefail
cd "$(dirname "$0")/.."
say() { printf 'garimpo: %s\n' "$*" >&2; }

garimpo=${GARIMPO:-$PWD/.build/release/garimpo}
[ -x "$garimpo" ] || { say "there is no $garimpo; run make build first" && exit 1; }
python3 -c 'import venv, ensurepip' 2>/dev/null || Scripts/install-packages.sh python3-venv
venv=.build/api-tests version=4.32.5
if [ "$(cat "$venv/version" 2>/dev/null)" != "$version" ]; then
  say "installing schemathesis $version into $venv"
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" --quiet --disable-pip-version-check install "schemathesis==$version"
  echo "$version" >"$venv/version"
fi

folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; wait 2>/dev/null; rm -rf "$folder"' EXIT
"$garimpo" example "$folder/videos.csv" --rows 300 --quiet
"$garimpo" init "$folder/videos" --recipe youtube-watch-page --quiet
"$garimpo" import "$folder/videos.csv" --project "$folder/videos.garimpo" --quiet
"$garimpo" round --trees 50 --quiet --project "$folder/videos.garimpo"
token=$("$garimpo" accounts add tester --role owner --json --project "$folder/videos.garimpo" \
  | sed -nE 's/.*"token" *: *"([^"]+)".*/\1/p')
"$garimpo" serve --port 0 --annotator tester --project "$folder/videos.garimpo" 2>"$folder/said" &
server=$!
for _ in $(seq 100); do
  url=$(sed -nE 's/.*(http:[^ ]*)\/ .*/\1/p' "$folder/said")
  [ -z "$url" ] || break
  sleep 0.1
done
[ -n "$url" ] || { cat "$folder/said" >&2 && exit 1; }

# The stream of events does not end, and so is left to the tests of the pages. What depends on two parameters at once (a
# first day after the last, a value without its field) is refused by the server and cannot be told to the description.
"$venv/bin/schemathesis" run "$url/api/v1/openapi.json" --exclude-path /api/v1/events --seed 1 --max-examples 30 \
  --request-timeout 20 --no-color --header "Authorization: Bearer $token" \
  --exclude-checks positive_data_acceptance,negative_data_rejection,unsupported_method "$@"
"$garimpo" verify --project "$folder/videos.garimpo" --quiet
