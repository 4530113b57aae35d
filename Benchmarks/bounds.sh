#!/usr/bin/env bash
# Reads inputs that are out of all proportion and fails where more than 512 MB of memory is taken.
# Each is either read or refused with a message. Called by `make bounds`, which builds the release
# version first.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
fupan=.build/release/fupan
inputs=.build/bench/bounds
failed=0

[ -f "$inputs/done" ] || python3 Benchmarks/large_inputs.py "$inputs"

# NAME EXIT_CODE STAGE…: reads one input and counts its rows by channel.
measure() {
  local name=$1 code=$2
  shift 2
  {
    printf 'version: 1\ntimezone: Asia/Shanghai\ndatasets:\n  rows:\n'
    printf '    - %s\n' "$@"
    printf '    - write_csv: %s.csv\n' "$name"
  } >"$inputs/$name.yaml"
  python3 Benchmarks/measure.py "$name" 1 600 512 "$code" -- \
    "$fupan" run "$inputs/$name.yaml" --out "$inputs/out-$name" || failed=1
}
count='aggregate: {by: channel, into: {rows: count(*), revenue: sum(paid)}}'
typed='parse: {paid: money}'
measure two_gigabytes_of_rows 0 'read_csv: two_gigabytes.csv' "$typed" "$count"
measure one_megabyte_that_inflates_to_a_gigabyte 65 'read_csv: bomb.csv.gz' "$typed" "$count"
measure one_field_of_300_megabytes 65 'read_csv: long_field.csv' "$typed" "$count"
measure a_hundred_sheets 0 'read_xlsx: {files: hundred_sheets.xlsx, sheet: 100}' "$typed" "$count"
exit "$failed"
