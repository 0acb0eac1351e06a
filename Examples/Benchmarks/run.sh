#!/usr/bin/env bash
# Times attnviz beside matplotlib and seaborn, whole processes, alternating, and prints the table of the README.
# The peers: python3 -m venv .build/peers && .build/peers/bin/pip install numpy matplotlib seaborn
set -euo pipefail
cd "$(dirname "$0")/../.."
python="${PEERS_PYTHON:-.build/peers/bin/python}"
if ! "$python" -c "import numpy, matplotlib" 2>/dev/null; then
    echo "no peers: $python has no numpy and matplotlib; see the first lines of this script" >&2
    exit 1
fi
. Examples/setup.sh
build_release >&2
attnviz="$(release_path)"
here=Examples/Benchmarks
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" $here/inputs.py "$work"

compare() { "$python" $here/compare.py "$@"; }
echo "$(nproc) cores, $(grep -m 1 'model name' /proc/cpuinfo | cut -d : -f 2 | xargs), $(uname -sm)" >&2
echo "| work | attnviz | peer | faster by |"
echo "| --- | --- | --- | --- |"
compare -n 21 "the article's figure, PNG (matplotlib)" -- "$attnviz" dot-vs-scaled -o "$work/a.png" \
    -- "$python" $here/article.py "$work/b.png"
for format in png svg; do
    compare -n 5 "144 panels of 64 x 64, ${format^^} (matplotlib)" -- "$attnviz" render "$work/grid.npy" -o "$work/a.$format" \
        -- "$python" $here/grid.py "$work/grid.npy" "$work/b.$format"
done
if "$python" -c "import seaborn" 2>/dev/null; then
    compare -n 3 "512 x 512 cells, SVG (seaborn)" -- "$attnviz" render "$work/512.npy" -o "$work/a.svg" \
        -- "$python" $here/heatmap_svg.py "$work/512.npy" "$work/b.svg"
else
    echo "seaborn is not installed: one row left out" >&2
fi
