#!/usr/bin/env bash
# Rewrites the golden results of the cases whose path contains $CASE and shows what changed.
# Called by `make accept`; never part of a test run.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
if [ -z "${CASE-}" ]; then
  echo "say which: make accept CASE=stages/fill_down (a path in Tests/Cases, or a part of one)" >&2
  exit 64
fi
FUPAN_ACCEPT=$CASE swift test --skip-build --disable-xctest --filter GoldenTests || true
# Examples of stages are embedded.
Scripts/embed-assets.sh
git --no-pager diff -- Tests/Cases Docs/reference Docs/guide
git status --short -- Tests/Cases Docs/reference Docs/guide Sources/CAssets
