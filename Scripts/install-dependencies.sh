#!/usr/bin/env bash
# Sees that what the build needs is there, and installs what is missing with Debian's package manager:
# pkg-config and the headers of zlib, SQLite and libstemmer. Swift itself it only checks. Silent when nothing is missing.
set -euo pipefail

say() { printf 'garimpo: %s\n' "$*" >&2; }

if ! command -v swift >/dev/null; then
  say "no 'swift' on PATH: Garimpo needs Swift 6.2 or later; get it from https://www.swift.org/install and run make again"
  exit 1
fi
version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+)\.([0-9]+).*/\1 \2/p' | head -n 1)
read -r major minor <<<"${version:-0 0}"
if ((major < 6 || (major == 6 && minor < 2))); then
  say "'swift' is version $major.$minor: Garimpo needs Swift 6.2 or later; get it from https://www.swift.org/install"
  exit 1
fi

if [ "$(uname -s)" = Darwin ]; then # zlib and SQLite come with the system
  for prefix in /opt/homebrew /usr/local; do [ -e "$prefix/include/libstemmer.h" ] && exit 0; done
  say "libstemmer is missing: brew install snowball"
  exit 1
fi

missing=()
command -v pkg-config >/dev/null || missing+=(pkg-config)
command -v pkg-config >/dev/null && pkg-config --exists zlib || missing+=(zlib1g-dev)
command -v pkg-config >/dev/null && pkg-config --exists sqlite3 || missing+=(libsqlite3-dev)
# libstemmer has no file for pkg-config.
[ -e /usr/include/libstemmer.h ] || [ -e /usr/local/include/libstemmer.h ] || missing+=(libstemmer-dev)
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
  say "Fedora: dnf install pkgconf-pkg-config zlib-devel sqlite-devel libstemmer-devel."
  say "Arch: pacman -S pkgconf zlib sqlite snowball. Alpine: apk add pkgconf zlib-dev sqlite-dev snowball-dev."
fi
exec "$(dirname "$0")/install-packages.sh" "${missing[@]}"
