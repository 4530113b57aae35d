#!/usr/bin/env bash
# Feeds made-up bytes to each reader under the address sanitizer, MINUTES for each, two at a time.
#
#   Scripts/fuzz.sh
#   MINUTES=1 READER=csv Scripts/fuzz.sh
#
# It starts from the golden cases. What breaks a reader is kept beside the cases
# (Tests/Cases/fuzz/<reader>), where a test reads it again; rename it by what it shows.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

minutes=${MINUTES:-5}
readers=(csv json yaml expression zip workbook sheet)
[ -z "${READER:-}" ] || readers=("$READER")
scratch=.build-fuzz

say() { printf 'fuzz: %s\n' "$*" >&2; }

export FUPAN_FUZZ=1
"${SWIFT:-swift}" build -c release --product FuzzDriver --scratch-path "$scratch" \
  --sanitize=address --sanitize=fuzzer
driver=$scratch/release/FuzzDriver

# The inputs of the cases that a reader reads; an expression is what stands behind a name.
seeds() {
  local reader=$1 folder=$2 file
  mkdir -p "$folder"
  case "$reader" in
    csv) find Tests/Cases SampleData -size -64k \( -name '*.csv' -o -name '*.tsv' \) ;;
    json) find Tests/Cases SampleData -size -64k \( -name '*.ndjson' -o -name '*.json' \) ;;
    zip) find Tests/Cases -size -64k \( -name '*.zip' -o -name '*.gz' -o -name '*.zst' -o -name '*.bz2' \) ;;
    workbook) find Tests/Cases -size -64k -name '*.xlsx' ;;
    sheet)
      find Tests/Cases -size -64k -name '*.xlsx' | while read -r file; do
        python3 -c 'import sys, zipfile
book = zipfile.ZipFile(sys.argv[1])
for name in book.namelist():
    if "sheet" in name and name.endswith(".xml"):
        sys.stdout.buffer.write(book.read(name))
        break' "$file" >"$folder/$(sha256sum "$file" | cut -c 1-16)" 2>/dev/null || true
      done
      ;;
    yaml) find Tests/Cases Pipelines Sources/CAssets/profiles -size -64k -name '*.yaml' ;;
    expression)
      grep -rhoE '(keep|derive|[a-z_]+): .+' Tests/Cases --include=pipeline.yaml |
        sed -E 's/^[a-z_]+: //' | sort -u | split -l 1 -a 5 - "$folder/line"
      ;;
  esac | while read -r file; do cp "$file" "$folder/$(sha256sum "$file" | cut -c 1-16)"; done
}

fuzz() {
  local reader=$1 corpus=$scratch/corpus/$1 found=Tests/Cases/fuzz/$1/
  mkdir -p "$found"
  seeds "$reader" "$corpus"
  if ! FUPAN_FUZZ_TARGET=$reader ASAN_OPTIONS=detect_leaks=0 "$driver" \
    -max_total_time=$((minutes * 60)) -timeout=20 -rss_limit_mb=2048 -max_len=65536 \
    -artifact_prefix="$found" -print_final_stats=1 "$corpus" >"$scratch/$reader.log" 2>&1; then
    say "$reader: found something, see $scratch/$reader.log"
    return 1
  fi
  say "$reader: $(grep -oE 'number_of_executed_units: [0-9]+' "$scratch/$reader.log" |
    tr -dc 0-9) inputs in $minutes min, nothing found"
}

failed=0
for ((i = 0; i < ${#readers[@]}; i += 2)); do
  pids=()
  for reader in "${readers[@]:i:2}"; do
    fuzz "$reader" &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid" || failed=1; done
done
exit "$failed"
