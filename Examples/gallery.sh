#!/usr/bin/env bash
# Draws every figure of Output/ with the commands that the README shows.
set -euo pipefail
cd "$(dirname "$0")/.."
attnviz="${ATTNVIZ:-$(swift build -c release --show-bin-path)/attnviz}"

draw() {
    local name=$1
    shift
    "$attnviz" "$@" -o "Output/$name.svg" -o "Output/$name.png" -o "Output/$name.pdf"
}

draw dot-vs-scaled dot-vs-scaled
draw dims dot-vs-scaled --dims 2,16,128,1024
draw identity identity
draw masked-softmax masked-softmax
draw additive additive
draw score-functions score-functions
draw minilm render Examples/minilm/attentions.npy --tokens Examples/minilm/tokens.txt
draw head render Examples/minilm/attentions.npy --select "layer=0 head=2" --tokens Examples/minilm/tokens.txt \
    --title "Layer 0, head 2: the previous token" --colorbar-label "attention weight"
