#!/usr/bin/env bash
# Installs the release build, its shell completions and manual pages under $DESTDIR$PREFIX. Called by
# `make install`.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
root=${DESTDIR-}${PREFIX:?}
program=.build/release/fupan

install -d "$root/bin"
install -s -m 755 "$program" "$root/bin/fupan"

completions() { # SHELL FILE
  local text
  text=$("$program" --generate-completion-script "$1")
  install -d "$(dirname "$root/$2")"
  printf '%s\n' "$text" >"$root/$2"
}
completions bash share/bash-completion/completions/fupan
completions zsh share/zsh/site-functions/_fupan
completions fish share/fish/vendor_completions.d/fupan.fish

manual() { # PAGE FILE
  local text
  text=$("$program" manual "$1")
  install -d "$(dirname "$root/$2")"
  printf '%s\n' "$text" | gzip -9n >"$root/$2"
}
manual fupan share/man/man1/fupan.1.gz
manual stages share/man/man7/fupan-stages.7.gz
printf 'installed: %s\n' "$root/bin/fupan"
