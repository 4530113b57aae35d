#!/usr/bin/env bash
# Writes sample exports, $SCALE times the committed ones. Called by `make sample-data`.
# Scale 1 rewrites SampleData/; any other is written beside the build, where git does not look.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
scale=${SCALE:-1}
folder=SampleData
[ "$scale" = 1 ] || folder=.build/sample-data/$scale
"${SWIFT:-swift}" run -c release sample-data --scale "$scale" --out "$folder"
printf 'sample data: %s\n' "$folder"
