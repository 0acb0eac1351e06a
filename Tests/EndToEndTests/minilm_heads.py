#!/usr/bin/env python3
"""Writes minilm-heads.json: what AnalyzeTests expects of Examples/minilm, measured by NumPy in float64.

Nothing of the Swift code is used. Run from anywhere: python3 minilm_heads.py
"""

import json
import pathlib

import numpy as np

here = pathlib.Path(__file__).parent
w = np.load(here / "../../Examples/minilm/attentions.npy").astype(np.float64)
n = w.shape[-1]
places = np.arange(n)
entropy = -np.where(w > 0, w * np.log(np.where(w > 0, w, 1)), 0).sum(-1).mean(-1)
metrics = {
    "entropy": entropy,
    "first_key": w[..., 0].mean(-1),
    "diagonal": w[..., places, places].mean(-1),
    "previous": w[..., places[1:], places[:-1]].mean(-1),
    "next": w[..., places[:-1], places[1:]].mean(-1),
    "mean_distance": (w * np.abs(places[:, None] - places)).sum(-1).mean(-1),
    "largest_column": w.mean(-2).max(-1),
    "separators": w[..., [0, n - 2, n - 1]].sum(-1).mean(-1),
}


def pattern(m):
    for name, metric in [("previous token", "previous"), ("next token", "next"), ("diagonal", "diagonal"),
                         ("sink", "first_key"), ("vertical", "largest_column")]:
        if m[metric] >= 0.5:
            return name
    return "broad" if m["entropy"] >= 0.8 * np.log(n) else "mixed"


patterns = [[pattern({name: values[layer, head] for name, values in metrics.items()}) for head in range(w.shape[1])]
            for layer in range(w.shape[0])]
rollout = np.eye(n)
for layer in w:
    mixing = 0.5 * layer.mean(0) + 0.5 * np.eye(n)
    rollout = mixing / mixing.sum(-1, keepdims=True) @ rollout
p, q = w[:5], w[1:]
m = (p + q) / 2
part = lambda a: (a * np.log(np.where(a > 0, a, 1) / np.where(a > 0, m, 1))).sum(-1)
result = {
    "metrics": {name: values.tolist() for name, values in metrics.items()},
    "patterns": patterns,
    "rollout": rollout.ravel().tolist(),
    # Layers 0 to 4 against layers 1 to 5.
    "total_variation": (np.abs(p - q).sum(-1) / 2).mean(-1).tolist(),
    "jensen_shannon": ((part(p) + part(q)) / 2).mean(-1).tolist(),
}
(here / "minilm-heads.json").write_text(json.dumps(result) + "\n")
