#!/usr/bin/env bash
# Runs all tests; installs what is missing first. Arguments go to 'swift test', such as --filter Layout.
set -euo pipefail
cd "$(dirname "$0")/.."
. Examples/setup.sh
install_prerequisites
swift test "$@"
