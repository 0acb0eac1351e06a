"""Draws all matrices of a 4-axis array with matplotlib: grid.py WEIGHTS.npy OUT"""
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

weights = np.load(sys.argv[1])
rows, columns = weights.shape[:2]
figure, axes = plt.subplots(
    rows, columns, figsize=(1.6 * columns, 1.6 * rows), sharex=True, sharey=True, squeeze=False
)
for row in range(rows):
    for column in range(columns):
        image = axes[row, column].imshow(weights[row, column], cmap="Reds", vmin=weights.min(), vmax=weights.max())
figure.colorbar(image, ax=axes, shrink=0.6)
figure.savefig(sys.argv[2], dpi=100)
