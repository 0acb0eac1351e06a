"""Computes the whole matrix of attention weights with numpy and draws it: whole.py Q.npy K.npy OUT.png"""
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

queries, keys = np.load(sys.argv[1]), np.load(sys.argv[2])
weights = queries @ keys.T
weights /= np.sqrt(np.float32(queries.shape[1]))
weights -= weights.max(axis=1, keepdims=True)
np.exp(weights, out=weights)
weights /= weights.sum(axis=1, keepdims=True)
figure, axes = plt.subplots(figsize=(6.4, 5.8))
figure.colorbar(axes.imshow(weights, cmap="Reds"))
figure.savefig(sys.argv[3], dpi=150)
