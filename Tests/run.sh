#!/usr/bin/env bash
# Runs all tests; installs what is missing first. Arguments go to 'swift test', such as --filter Layout.
set -euo pipefail
cd "$(dirname "$0")/.."
. Examples/setup.sh
install_prerequisites
# End-to-end tests run the program that users run: one built for debugging takes ten times as long.
if [ -z "${ATTNVIZ_PROGRAM:-}" ]; then
    build_release
    ATTNVIZ_PROGRAM="$(release_path)"
    export ATTNVIZ_PROGRAM
fi
swift test "$@"
