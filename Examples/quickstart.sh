#!/usr/bin/env bash
# From a clone to the first figure: installs what is missing, builds, draws Output/dot-vs-scaled.svg.
set -euo pipefail
cd "$(dirname "$0")/.."
. Examples/setup.sh
install_prerequisites
build_release
"$(release_path)" dot-vs-scaled -o Output/dot-vs-scaled.svg
echo "Output/dot-vs-scaled.svg"
