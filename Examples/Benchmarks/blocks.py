"""Computes attention weights in blocks of rows, max-pools them and draws them with matplotlib.

Usage: blocks.py QUERIES.npy KEYS.npy OUT [--mask MASK.npy]

Queries and keys are (position, feature) or (head, position, feature), of which the mean over heads is drawn. The mask is
(query, key), true where a query may attend. Uses torch if it is installed, else numpy.
"""
import argparse

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

try:
    import torch
except ImportError:
    torch = None

parser = argparse.ArgumentParser()
parser.add_argument("queries", type=np.load)
parser.add_argument("keys", type=np.load)
parser.add_argument("out")
parser.add_argument("--mask", type=np.load)
options = parser.parse_args()
n, d = options.queries.shape[-2:]
factor = -(-n // 800)
cells = -(-n // factor)
rows = factor * max(1, 256 // factor)


def with_torch(queries, keys, mask):
    queries, keys = torch.from_numpy(queries), torch.from_numpy(keys).mT.contiguous()
    hidden = None if mask is None else torch.from_numpy(~mask)
    blocks = []
    with torch.no_grad():
        for start in range(0, n, rows):
            scores = queries[..., start : start + rows, :] @ keys / d**0.5
            if hidden is not None:
                scores.masked_fill_(hidden[start : start + rows], -torch.inf)
            weights = torch.softmax(scores, -1)
            if weights.ndim == 3:
                weights = weights.mean(0)
            blocks.append(torch.nn.functional.max_pool2d(weights[None, None], factor, ceil_mode=True)[0, 0])
    return torch.cat(blocks).numpy()


def with_numpy(queries, keys, mask):
    keys = np.ascontiguousarray(np.swapaxes(keys, -1, -2))
    blocks = []
    for start in range(0, n, rows):
        weights = queries[..., start : start + rows, :] @ keys / np.float32(d**0.5)
        if mask is not None:
            weights[..., ~mask[start : start + rows]] = -np.inf
        weights = np.exp(weights - weights.max(-1, keepdims=True))
        weights /= weights.sum(-1, keepdims=True)
        if weights.ndim == 3:
            weights = weights.mean(0)
        weights = np.pad(weights, ((0, -len(weights) % factor), (0, cells * factor - n)))
        blocks.append(weights.reshape(-1, factor, cells, factor).max((1, 3)))
    return np.concatenate(blocks)


compute = with_torch if torch else with_numpy
plt.imshow(compute(options.queries, options.keys, options.mask), cmap="Reds")
plt.colorbar()
plt.savefig(options.out, dpi=150)
