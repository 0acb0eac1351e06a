#!/usr/bin/env bash
# Installs missing prerequisites, builds attnviz and draws Output/dot-vs-scaled.svg.
set -euo pipefail
cd "$(dirname "$0")/.."
. Examples/setup.sh
install_prerequisites
build_release
"$(release_path)" dot-vs-scaled -o Output/dot-vs-scaled.svg
echo "Output/dot-vs-scaled.svg"
