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
pad = cells * factor - n
rows = factor * max(1, 256 // factor)
pooled = np.zeros((cells, cells), np.float32)
if torch:
    queries, keys = torch.from_numpy(queries), torch.from_numpy(keys)
for start in range(0, n, rows):
    block = queries[start : start + rows] @ keys.T / d**0.5
    if torch:
        weights = torch.softmax(block, -1).numpy()
    else:
        weights = np.exp(block - block.max(-1, keepdims=True))
        weights /= weights.sum(-1, keepdims=True)
    columns = np.pad(weights, ((0, 0), (0, pad))).reshape(len(weights), cells, factor).max(-1)
    for row in range(0, len(columns), factor):
        pooled[(start + row) // factor] = columns[row : row + factor].max(0)
plt.imshow(pooled, cmap="Reds")
plt.colorbar()
plt.savefig(sys.argv[3], dpi=150)
