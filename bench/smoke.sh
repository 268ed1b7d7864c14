#!/usr/bin/env bash
# The wheel of a folder, installed in a clean environment and tried as a stranger would: DIST [PYTHON].
set -euo pipefail
dist=$(realpath "$1") python=${2:-python3} here=$(pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$python" -m venv "$scratch/venv"
"$scratch/venv/bin/python" -m pip install --quiet --require-hashes --no-deps -r requirements.lock
"$scratch/venv/bin/python" -m pip install --quiet --no-deps "$dist"/*.whl
cd "$scratch"
venv/bin/zhengshu --version
venv/bin/zhengshu normalize "$here/raw" out | tail -3
venv/bin/zhengshu diff "$here/normalized" out
venv/bin/zhengshu explain "$here/raw/taiwan-big5.html" >/dev/null
tar -tzf "$dist"/*.tar.gz | grep '/pipeline/data/metrics.toml$' >/dev/null
echo "the wheel works: $(basename "$dist"/*.whl)"
