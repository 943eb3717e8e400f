#!/bin/sh
# Write the locks: every version pinned, every file hashed, for all platforms, and no index named.
#   scripts/make-locks.sh .venv/bin/uv [--upgrade]
# dev.lock holds the whole set; demo.lock is constrained to it, so that both always agree.
set -eu
uv=$1
shift
compile() {
  out=$1
  shift
  "$uv" --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" --output-file "$out" "$@"
}
compile requirements/bootstrap.lock requirements/bootstrap.in "$@"
compile requirements/dev.lock pyproject.toml requirements/build.in --all-extras "$@"
compile requirements/demo.lock pyproject.toml requirements/build.in --extra serve --extra train -c requirements/dev.lock
