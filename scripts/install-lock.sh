#!/bin/sh
# Install one lock, hashes checked, then the project itself without touching its dependencies.
#   scripts/install-lock.sh .venv/bin requirements/demo.lock
set -eu
bin=$1
lock=$2
if "$bin/uv" --version >/dev/null 2>&1; then
  install() { "$bin/uv" pip install --quiet --python "$bin/python" "$@"; }
else
  install() { "$bin/python" -m pip install --quiet --disable-pip-version-check "$@"; }
fi
echo "installing $(grep -c '^[a-z0-9].*==' "$lock") packages of $lock ..."
install --require-hashes -r "$lock"
# hatchling is in the lock, so the build needs no further download
install --no-deps --no-build-isolation -e .
