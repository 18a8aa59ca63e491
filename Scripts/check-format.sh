#!/usr/bin/env bash
# The format and lint rules of .swift-format, on the files given or on all sources and tests.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- Sources Tests Package.swift Benchmarks/Sources Benchmarks/Package.swift
swift format lint --strict --recursive --parallel "$@"
