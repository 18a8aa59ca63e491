#!/usr/bin/env bash
# Scripts/install.sh BINARY PREFIX     installs the binary, its man page and its shell completions under PREFIX
# Scripts/install.sh --remove PREFIX   removes exactly these
set -euo pipefail
cd "$(dirname "$0")/.."
prefix=${2:?the folder to install under, as in make install PREFIX=/usr/local}
program=$prefix/bin/garimpo
manual=$prefix/share/man/man1/garimpo.1
bash=$prefix/share/bash-completion/completions/garimpo
zsh=$prefix/share/zsh/site-functions/_garimpo
fish=$prefix/share/fish/vendor_completions.d/garimpo.fish

if [ "$1" = --remove ]; then
  rm -f "$program" "$manual" "$bash" "$zsh" "$fish"
  echo "Removed garimpo from $prefix"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for shell in bash zsh fish; do "$1" --generate-completion-script "$shell" >"$work/$shell"; done

mkdir -p "$prefix" 2>/dev/null && [ -w "$prefix" ] || {
  echo "garimpo: cannot write to $prefix: run make install as root, or choose a folder with PREFIX=" >&2
  exit 1
}
install -D -m 755 "$1" "$program"
install -D -m 644 Documentation/garimpo.1 "$manual"
install -D -m 644 "$work/bash" "$bash"
install -D -m 644 "$work/zsh" "$zsh"
install -D -m 644 "$work/fish" "$fish"
printf 'Installed %s\n' "$program" "$manual" "$bash" "$zsh" "$fish"
