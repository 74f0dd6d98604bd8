#!/bin/sh
# Prints the path of a Chromium: PLANNING_TEST_CHROMIUM, else one of this machine, else Debian's, installed now.
# Exit code 1 with a sentence where there is none and none may be installed.
set -eu

if [ -n "${PLANNING_TEST_CHROMIUM:-}" ]; then
  if [ ! -x "$PLANNING_TEST_CHROMIUM" ]; then
    echo "PLANNING_TEST_CHROMIUM names no program: $PLANNING_TEST_CHROMIUM" >&2
    exit 1
  fi
  echo "$PLANNING_TEST_CHROMIUM"
  exit 0
fi

find_one() {
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name"; then return 0; fi
  done
  return 1
}

if find_one; then exit 0; fi

# Fonts beside it: without any, a page shows boxes in the place of letters.
packages="chromium fonts-liberation"
if command -v apt-get >/dev/null; then
  if [ "$(id -u)" = 0 ]; then as=""; elif sudo -n true 2>/dev/null; then as="sudo"; else as="none"; fi
  if [ "$as" != none ]; then
    echo "Installing $packages" >&2
    export DEBIAN_FRONTEND=noninteractive
    { $as apt-get update -qq && $as apt-get install -qq -y --no-install-recommends $packages; } >&2 || true
    if find_one; then exit 0; fi
  fi
fi

echo "The page's end-to-end tests need Chromium (on Debian: apt install $packages)," \
  "or PLANNING_TEST_CHROMIUM with the path of one." >&2
exit 1
