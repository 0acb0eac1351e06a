#!/usr/bin/env bash
# Compares attnviz with matplotlib, seaborn and torch, and prints the tables of the README as Markdown:
# 1. Wall time and memory of whole processes, run alternately. The article's figure is also compared with a minimal C program
#    that uses the same libraries, if there are a C compiler and pkg-config. Attention in blocks of rows uses torch if it is
#    installed, else numpy.
# 2. Time and memory of attend from 4,096 to 131,072 tokens.
# 3. The throughput of each stage.
# 4. The share of the multiply-add peak of the processor that the kernel reaches, if there is a C compiler.
# The inputs take 440 MB in a temporary folder; all benchmarks take minutes.
# BENCHMARKS="article grid stored long curve stages peak" selects benchmarks (default: all).
# Set up the peers with: python3 -m venv .build/peers && .build/peers/bin/pip install numpy matplotlib seaborn
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
wants() { [[ " ${BENCHMARKS:-article grid stored long curve stages peak} " == *" $1 "* ]]; }
echo "| work | attnviz | peer | faster by |"
echo "| --- | --- | --- | --- |"
if wants article; then
    compare -n 21 "the article's figure, PNG (matplotlib)" -- "$attnviz" dot-vs-scaled -o "$work/a.png" \
        -- "$python" $here/article.py "$work/b.png"
    if command -v cc >/dev/null && pkg-config --exists pangocairo libpng; then
        # shellcheck disable=SC2046
        cc -O2 -o "$work/floor" $here/floor.c $(pkg-config --cflags --libs pangocairo libpng)
        compare -n 21 "the article's figure, PNG (bare C program)" -- "$attnviz" dot-vs-scaled -o "$work/a.png" \
            -- "$work/floor" "$work/b.png"
    else
        echo "no C compiler or no pkg-config: the row of the bare C program is left out" >&2
    fi
fi
if wants grid; then
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
fi
if wants stored; then
    compare -n 5 "a stored matrix of 8,192 x 8,192, PNG (matplotlib)" -- "$attnviz" render "$work/8192.npy" -o "$work/a.png" \
        -- "$python" $here/large.py "$work/8192.npy" "$work/b.png"
fi
peer=$("$python" -c "import torch" 2>/dev/null && echo torch || echo numpy)
[ "$peer" = torch ] || echo "torch is not installed: long contexts are compared with numpy" >&2
if wants long; then
    compare -n 5 "attention of 16,384 tokens, PNG ($peer in blocks)" \
        -- "$attnviz" attend --queries "$work/q16384.npy" --keys "$work/k16384.npy" -o "$work/a.png" \
        -- "$python" $here/blocks.py "$work/q16384.npy" "$work/k16384.npy" "$work/b.png"
    compare -n 5 "attention of 4,096 tokens with a boolean mask, PNG ($peer in blocks)" \
        -- "$attnviz" attend --queries "$work/q4096.npy" --keys "$work/k4096.npy" --mask "$work/mask4096.npy" \
        -o "$work/a.png" \
        -- "$python" $here/blocks.py "$work/q4096.npy" "$work/k4096.npy" "$work/b.png" --mask "$work/mask4096.npy"
    compare -n 5 "attention of 4,096 tokens, mean of 8 heads, PNG ($peer in blocks)" \
        -- "$attnviz" attend --queries "$work/q8x4096.npy" --keys "$work/k8x4096.npy" --reduce head=mean -o "$work/a.png" \
        -- "$python" $here/blocks.py "$work/q8x4096.npy" "$work/k8x4096.npy" "$work/b.png"
    # The whole matrix and its image take 14 GB.
    memory=$(awk '/MemAvailable/ { print int($2 / 1048576) }' /proc/meminfo 2>/dev/null || echo 0)
    if [ "${memory:-0}" -ge 18 ]; then
        compare -n 3 "attention of 16,384 tokens, PNG (numpy, matplotlib)" \
            -- "$attnviz" attend --queries "$work/q16384.npy" --keys "$work/k16384.npy" -o "$work/a.png" \
            -- "$python" $here/whole.py "$work/q16384.npy" "$work/k16384.npy" "$work/b.png"
    else
        echo "less than 18 GiB of memory: the row of the whole matrix in numpy is left out" >&2
    fi
    compare -n 1 "attention of 131,072 tokens, PNG ($peer in blocks)" \
        -- "$attnviz" attend --queries "$work/q131072.npy" --keys "$work/k131072.npy" -o "$work/a.png" \
        -- "$python" $here/blocks.py "$work/q131072.npy" "$work/k131072.npy" "$work/b.png"
fi
if wants curve; then
    echo
    echo "| tokens | attend |"
    echo "| --- | --- |"
    for count in 4096 8192 16384 32768 65536 131072; do
        compare -n 3 "$count" \
            -- "$attnviz" attend --queries "$work/q$count.npy" --keys "$work/k$count.npy" -o "$work/a.png"
    done
fi
if wants stages; then
    echo
    echo "| work | stages, in process |"
    echo "| --- | --- |"
    stages() { "$python" $here/stages.py "$@"; }
    for format in png svg pdf; do
        stages "144 panels of 64 x 64, ${format^^}" 589824 cells -- "$attnviz" render "$work/grid.npy" -o "$work/a.$format"
    done
    stages "a stored matrix of 8,192 x 8,192, PNG" 67108864 cells -- "$attnviz" render "$work/8192.npy" -o "$work/a.png"
    stages "attention of 16,384 tokens, PNG" 268435456 scores \
        -- "$attnviz" attend --queries "$work/q16384.npy" --keys "$work/k16384.npy" -o "$work/a.png"
fi
if wants peak; then
    if command -v cc >/dev/null; then
        cc -O2 -o "$work/peak" $here/peak.c -lpthread
        echo
        echo "| work | multiply-add peak | kernel by the clock | process by processor time |"
        echo "| --- | --- | --- | --- |"
        # The number of operations is 2 n^2 d, a multiplication and an addition for each feature of each score.
        "$python" $here/peak.py "attention of 16,384 tokens, 64 features" 34359738368 "$(nproc)" "$work/peak" \
            -- "$attnviz" attend --queries "$work/q16384.npy" --keys "$work/k16384.npy" -o "$work/a.png"
    else
        echo "no C compiler: the share of the multiply-add peak is left out" >&2
    fi
fi
