#!/usr/bin/env bash
# Writes sample exports, $SCALE times the committed ones. Called by `make sample-data`.
# Scale 1 rewrites SampleData/; any other is written beside the build, where git does not look.
#
#   Scripts/sample-data.sh            writes them
#   Scripts/sample-data.sh --check    fails if SampleData/ is not what would be written
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

case "${1-}" in
  --check)
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    .build/debug/fupan sample-data "$work"
    if ! diff -r --brief --exclude README.md "$work" SampleData >&2; then
      echo "SampleData/ is not what its generator writes: run 'make sample-data'" >&2
      exit 1
    fi
    ;;
  '')
    scale=${SCALE:-1}
    folder=SampleData
    [ "$scale" = 1 ] || folder=.build/sample-data/$scale
    .build/release/fupan sample-data "$folder" --scale "$scale"
    printf 'sample data: %s\n' "$folder"
    ;;
  *)
    echo "unknown option '$1'; only --check is known" >&2
    exit 64
    ;;
esac
