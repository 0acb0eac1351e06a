#!/usr/bin/env python3
"""Writes head-statistics.json: weights, and what NumPy measures on them in float64 by the written definitions.

Nothing of the Swift code is used. Run: python3 make_head_statistics.py
"""

import json

import numpy as np

random = np.random.default_rng(6)


def softmax(scores):
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return (powers / powers.sum(-1, keepdims=True)).astype(np.float32)


def statistics(weights, separators):
    """For one head (Q, K); rows with a NaN or without weight are left out."""
    w = weights.astype(np.float64)
    q, k = w.shape
    rows = [i for i in range(q) if w[i].sum() > 0]
    mean = lambda values: float(np.mean(values)) if len(values) else None
    logs = np.log(np.where(w > 0, w, 1))
    return {
        "entropy": mean([-(w[i] * logs[i]).sum() for i in rows]),
        "first_key": mean([w[i, 0] for i in rows]),
        "diagonal": mean([w[i, i] for i in rows if i < k]),
        "previous": mean([w[i, i - 1] for i in rows if 1 <= i <= k]),
        "next": mean([w[i, i + 1] for i in rows if i + 1 < k]),
        "mean_distance": mean([sum(w[i, j] * abs(i - j) for j in range(k)) for i in rows]),
        "largest_column": float(w[rows].mean(0).max()) if rows else None,
        "separators": mean([w[i, separators].sum() for i in rows]),
    }


def rollout(weights, residual):
    flow = np.eye(weights.shape[-1])
    for layer in weights.astype(np.float64):
        mixing = (1 - residual) * layer.mean(0) + residual * np.eye(len(flow))
        flow = mixing / mixing.sum(-1, keepdims=True) @ flow
    return flow


def divergence(p, q):
    m = (p + q) / 2
    part = lambda a: np.where(a > 0, a * np.log(np.where(a > 0, a, 1) / np.where(m > 0, m, 1)), 0).sum(-1)
    return (part(p) + part(q)) / 2


def tensor(array):
    return {"shape": list(array.shape), "data": [x if np.isfinite(x) else "NaN" for x in np.ravel(array).tolist()]}


square = softmax(random.normal(size=(2, 3, 5, 5)) * 3)
causal = softmax(np.where(np.tri(6, dtype=bool), random.normal(size=(1, 2, 6, 6)), -np.inf))
wide = softmax(random.normal(size=(2, 3, 7)))
tall = softmax(random.normal(size=(1, 6, 4)))
holes = softmax(random.normal(size=(2, 4, 4)))
holes[0, 1] = 0
holes[0, 3] = np.nan
holes[1] = np.nan
cases = []
for name, weights, separators in [
    ("square", square, [0, 3]), ("causal", causal, [5]), ("more keys than queries", wide, [6, 2]),
    ("more queries than keys", tall, [1]), ("masked and NaN rows", holes, [0, 1, 2]),
    ("one token", np.ones((1, 1, 1), np.float32), [0]),
]:
    heads = [statistics(head, separators) for head in weights.reshape((-1,) + weights.shape[-2:])]
    cases.append({"name": name, "weights": tensor(weights), "separators": separators, "heads": heads})

layers = softmax(random.normal(size=(3, 2, 4, 4)) * 2)
other = softmax(random.normal(size=(3, 2, 4, 4)) * 2)
p, q = layers.astype(np.float64), other.astype(np.float64)
result = {
    "statistics": cases,
    "rollout": {"weights": tensor(layers), "half": tensor(rollout(layers, 0.5)), "none": tensor(rollout(layers, 0)),
                "fifth": tensor(rollout(layers, 0.2))},
    "comparison": {"first": tensor(layers), "second": tensor(other),
                   "totalVariation": (np.abs(p - q).sum(-1) / 2).mean(-1).ravel().tolist(),
                   "jensenShannon": divergence(p, q).mean(-1).ravel().tolist()},
}
with open(__file__.replace("make_head_statistics.py", "head-statistics.json"), "w") as file:
    json.dump(result, file)
    file.write("\n")
