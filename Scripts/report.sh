#!/usr/bin/env bash
# Runs the release build on a pipeline and says where the report is. Called by `make report`.
#
#   CAMPAIGN  a folder with a retrospective.yaml, a pipeline file, or a name in Pipelines/
#   AS_OF     the day the report is seen from
#   OUT       where runs are written
#   FUPAN     the program; by default the release build
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
campaign=${CAMPAIGN-} as_of=${AS_OF-} out=${OUT:-out}

if [ -z "$campaign" ]; then
  pipeline=Pipelines/retrospective.yaml
elif [ -f "$campaign/retrospective.yaml" ]; then
  pipeline=$campaign/retrospective.yaml
elif [ -f "$campaign" ]; then
  pipeline=$campaign
elif [ -f "Pipelines/$campaign.yaml" ]; then
  pipeline=Pipelines/$campaign.yaml
else
  echo "no '$campaign/retrospective.yaml', no '$campaign', no 'Pipelines/$campaign.yaml'" >&2
  exit 66
fi

options=(--out "$out")
[ -z "$as_of" ] || options+=(--as-of "$as_of")

status=0
"${FUPAN:-.build/release/fupan}" run "$pipeline" "${options[@]}" || status=$?
# 1 says that an alert fired: the report is there all the same.
[ "$status" -le 1 ] || exit "$status"
reports=("$out"/latest/*.html)
[ -f "${reports[0]}" ] || reports=("$out/latest")
for report in "${reports[@]}"; do
  printf 'report: %s\n' "$(realpath -s -- "$report")"
done
