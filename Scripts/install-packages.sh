#!/usr/bin/env bash
# install-packages.sh NAME…: installs Debian packages, as root or through sudo.
set -euo pipefail
say() { printf 'garimpo: %s\n' "$*" >&2; }

if ! command -v apt-get >/dev/null; then
  say "missing here: $* (Debian's names), and there is no apt-get to install them with."
  exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    say "missing here: $*; ask an administrator for: apt-get install $*"
    exit 1
  fi
  as_root=(sudo)
fi
say "installing $* with apt-get"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
