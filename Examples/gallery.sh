#!/usr/bin/env bash
# Draws all figures of Output/ by the commands in the README.
set -euo pipefail
cd "$(dirname "$0")/.."
. Examples/setup.sh
attnviz="${ATTNVIZ:-$(release_path)}"
data=Examples/minilm

draw() {
    local name=$1
    shift
    "$attnviz" "$@" -o "Output/$name.svg" -o "Output/$name.png" -o "Output/$name.pdf"
}

draw dot-vs-scaled dot-vs-scaled
draw dims dot-vs-scaled --dims 2,16,128,1024
draw study dot-vs-scaled --study
draw identity identity
draw masked-softmax masked-softmax
draw additive additive
draw score-functions score-functions
draw minilm render $data/attentions.npy --tokens $data/tokens.txt
draw head render $data/attentions.npy --select "layer=0 head=2" --tokens $data/tokens.txt \
    --title "Layer 0, head 2: the previous token" --colorbar-label "attention weight"
draw layers render $data/attentions.npy --reduce head=mean --columns 3 --tokens $data/tokens.txt
draw attend attend --queries $data/q_layer0.npy --keys $data/k_layer0.npy --tokens $data/tokens.txt --columns 6
draw causal attend --queries $data/q_layer0.npy --keys $data/k_layer0.npy --tokens $data/tokens.txt \
    --causal --select "head=0,2"
draw dark attend --queries $data/q_layer0.npy --keys $data/k_layer0.npy --tokens $data/tokens.txt \
    --causal --select "head=0,2" --cmap magma --theme dark
draw annotated render $data/attentions.npy --select "layer=1 head=4" --tokens $data/tokens.txt --annotate auto
draw log render $data/attentions.npy --select "layer=0 head=5:7" --tokens $data/tokens.txt --norm log --vmin 0.001
draw marginals render $data/attentions.npy --select "layer=1 head=2:4" --tokens $data/tokens.txt --marginals
draw parts render $data/attentions.npy --select "layer=1 head=2" --tokens $data/tokens.txt \
    --split-x 7 --split-y 7 --x-segments "clause,reason" --y-segments "clause,reason" --mark 8,9 --grid-lines
draw paper render $data/attentions.npy --select "layer=0 head=2,5" --tokens $data/tokens.txt \
    --preset paper-1col --letters --title ""
draw slide render $data/attentions.npy --select "layer=1 head=1:3" --tokens $data/tokens.txt \
    --preset slides --theme dark --cmap magma --title "Two heads of layer 1"
draw scales render $data/attentions.npy --select "layer=0 head=0:3" --tokens $data/tokens.txt \
    --color-scale panel --cmap cividis
draw tokens render Examples/tokens/weights.csv --tokens Examples/tokens/nasty.json
draw colormaps colormaps
draw chinese render Examples/minilm-zh/attentions.npz --select "layer=3" --columns 4 \
    --tokens Examples/minilm-zh/characters.json
draw pooling identity --size 4096
draw entropy analyze $data/attentions.npy --metric entropy
draw rollout analyze $data/attentions.npy --rollout --tokens $data/tokens.txt
draw difference compare $data/attentions.npy $data/attentions.npy --select "layer=0 head=0:3" \
    --select-b "layer=5 head=0:3" --tokens $data/tokens.txt >/dev/null

# The images in the documentation of the libraries.
cp Output/score-functions.png Sources/Attention/Attention.docc/Resources/scores.png
cp Output/masked-softmax.png Sources/Attention/Attention.docc/Resources/masks.png
cp Output/scales.png Output/pooling.png Sources/Heatmaps/Heatmaps.docc/Resources/
