#!/usr/bin/env bash
# Measures what Fupan promises about speed and memory, and fails where a promise does not hold.
# Called by `make bench`, which builds the release version first.
#
#   SCALE   how many times the small sample campaign; 500 is a million orders
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
scale=${SCALE:-500}
fupan=.build/release/fupan
campaign=.build/bench/$scale
failed=0

# A loop over another module's columns costs what a loop over one's own does.
"${SWIFT:-swift}" run --package-path Benchmarks -c release --quiet BorderCost || failed=1

# The pipelines beside a large campaign, so that their relative paths lead to it.
if [ ! -f "$campaign/SampleData/truth.json" ]; then
  mkdir -p "$campaign"
  rm -rf "$campaign/SampleData.part"
  "$fupan" sample-data "$campaign/SampleData.part" --scale "$scale"
  mv "$campaign/SampleData.part" "$campaign/SampleData"
fi
rm -rf "$campaign/Pipelines" "$campaign/out"
cp -R Pipelines "$campaign/Pipelines"

measure() { python3 Benchmarks/measure.py "$@" || failed=1; }
measure "check" 10 0.1 500 -- "$fupan" check Pipelines/retrospective.yaml
measure "run, scale $scale" 1 15 2048 -- \
  "$fupan" run "$campaign/Pipelines/retrospective.yaml" --out "$campaign/out"
exit "$failed"
