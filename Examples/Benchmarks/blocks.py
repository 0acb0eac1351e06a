"""Attention of queries and keys in blocks of rows, pooled, with matplotlib: blocks.py QUERIES.npy KEYS.npy OUT

With torch where it is installed, else with numpy.
"""
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

try:
    import torch
except ImportError:
    torch = None

queries, keys = np.load(sys.argv[1]), np.load(sys.argv[2])
n, d = queries.shape
factor = -(-n // 800)
cells = -(-n // factor)
rows = factor * max(1, 256 // factor)


def with_torch(queries, keys):
    queries, keys = torch.from_numpy(queries), torch.from_numpy(keys).T.contiguous()
    blocks = []
    with torch.no_grad():
        for start in range(0, n, rows):
            weights = torch.softmax(queries[start : start + rows] @ keys / d**0.5, -1)
            blocks.append(torch.nn.functional.max_pool2d(weights[None, None], factor, ceil_mode=True)[0, 0])
    return torch.cat(blocks).numpy()


def with_numpy(queries, keys):
    keys = np.ascontiguousarray(keys.T)
    blocks = []
    for start in range(0, n, rows):
        weights = queries[start : start + rows] @ keys / np.float32(d**0.5)
        weights = np.exp(weights - weights.max(-1, keepdims=True))
        weights /= weights.sum(-1, keepdims=True)
        weights = np.pad(weights, ((0, -len(weights) % factor), (0, cells * factor - n)))
        blocks.append(weights.reshape(-1, factor, cells, factor).max((1, 3)))
    return np.concatenate(blocks)


plt.imshow((with_torch if torch else with_numpy)(queries, keys), cmap="Reds")
plt.colorbar()
plt.savefig(sys.argv[3], dpi=150)
