#!/usr/bin/env bash
# Writes Sources/CAssets/Assets.c, the table of the files that the binary carries with it.
#
#   Scripts/embed-assets.sh            writes the table
#   Scripts/embed-assets.sh --check    fails if the table is not what would be written
#
# Embedded are ECharts, every file in a folder of Sources/CAssets/ (reports/page.css is the asset
# "reports/page.css") and the presets of Pipelines/presets/ ("presets/metrics.yaml").
set -euo pipefail
export LC_ALL=C
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
table=Sources/CAssets/Assets.c

# One line an asset: its name, a tab, its path from the table's folder.
list() {
  printf 'echarts/echarts.min.js\t../../Vendor/echarts/echarts.min.js\n'
  (cd Sources/CAssets && find . -mindepth 2 -type f ! -path './include/*' ! -name '.*') |
    sed -E 's|^\./(.*)$|\1\t\1|'
  if [ -d Pipelines/presets ]; then
    (cd Pipelines && find presets -type f -name '*.yaml') |
      sed -E 's|^(.*)$|\1\t../../Pipelines/\1|'
  fi
}

write() {
  local name path number=0
  cat <<'C'
// Written by Scripts/embed-assets.sh; `make assets` writes it anew.
#include "CAssets.h"

#include <string.h>

#if !__has_embed("../../Vendor/echarts/echarts.min.js")
#error "Vendor/echarts/echarts.min.js is missing: run `make setup`"
#endif

C
  while IFS=$'\t' read -r name path; do
    printf '// %s\nstatic const unsigned char asset%d[] = {\n' "$name" "$number"
    printf '#embed "%s" suffix(,)\n0};\n\n' "$path"
    number=$((number + 1))
  done < <(list | sort)
  cat <<'C'
struct asset {
  const char *name;
  const unsigned char *bytes;
  size_t length;
};

// Sorted by name, so that one is found by halving.
static const struct asset assets[] = {
C
  number=0
  while IFS=$'\t' read -r name path; do
    printf '    {"%s", asset%d, sizeof asset%d - 1},\n' "$name" "$number" "$number"
    number=$((number + 1))
  done < <(list | sort)
  cat <<'C'
};

static const size_t asset_count = sizeof assets / sizeof assets[0];

size_t fupan_asset_count(void) { return asset_count; }

const char *fupan_asset_name(size_t index) {
  return index < asset_count ? assets[index].name : NULL;
}

const unsigned char *fupan_asset(const char *name, size_t *length) {
  size_t low = 0, high = asset_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(assets[middle].name, name);
    if (order == 0) {
      *length = assets[middle].length;
      return assets[middle].bytes;
    }
    if (order < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  *length = 0;
  return NULL;
}
C
}

case "${1-}" in
  --check)
    if ! diff -u "$table" <(write) >&2; then
      echo "$table is not fresh: run 'make assets'" >&2
      exit 1
    fi
    ;;
  '')
    new=$(mktemp "$table.XXXXXX")
    trap 'rm -f "$new"' EXIT
    write >"$new"
    if cmp -s "$new" "$table"; then
      rm -f "$new"
    else
      chmod 644 "$new"
      mv -f "$new" "$table"
    fi
    ;;
  *)
    echo "unknown option '$1'; only --check is known" >&2
    exit 2
    ;;
esac
