#!/usr/bin/env bash
# From a clone to the first figure: installs what is missing, builds, draws Output/dot-vs-scaled.svg.
set -euo pipefail
cd "$(dirname "$0")/.."
. Examples/setup.sh
install_prerequisites
swift build -c release --product attnviz
"$(swift build -c release --show-bin-path)/attnviz" dot-vs-scaled -o Output/dot-vs-scaled.svg
echo "Output/dot-vs-scaled.svg"
