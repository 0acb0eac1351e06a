"""Writes random attention weights, queries, keys and a mask for the benchmarks: inputs.py DIR"""
import pathlib
import sys

import numpy as np

out = pathlib.Path(sys.argv[1])
random = np.random.default_rng(0)


def softmax(scores):
    scores = np.exp(scores - scores.max(-1, keepdims=True))
    return scores / scores.sum(-1, keepdims=True)


np.save(out / "grid.npy", softmax(2 * random.standard_normal((12, 12, 64, 64), dtype=np.float32)))
large = 0.2 * random.random((8192, 8192), dtype=np.float32)
large[4001, 3003] = 1
np.save(out / "8192.npy", large)
for count in (4096, 8192, 16384, 32768, 65536, 131072):
    np.save(out / f"q{count}.npy", 2 * random.standard_normal((count, 64), dtype=np.float32))
    np.save(out / f"k{count}.npy", random.standard_normal((count, 64), dtype=np.float32))
np.save(out / "512.npy", softmax(2 * random.standard_normal((512, 512), dtype=np.float32)))
# About nine of ten keys; the diagonal is set so that every query has a key.
mask = random.random((4096, 4096), dtype=np.float32) < 0.9
np.fill_diagonal(mask, True)
np.save(out / "mask4096.npy", mask)
np.save(out / "q8x4096.npy", 2 * random.standard_normal((8, 4096, 64), dtype=np.float32))
np.save(out / "k8x4096.npy", random.standard_normal((8, 4096, 64), dtype=np.float32))
