"""Draws the article's figure with matplotlib: article.py OUT"""
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

weights = np.zeros((2, 10), np.float32)
weights[0, :2] = 1 / 2
weights[1, :6] = 1 / 6
figure, axes = plt.subplots(1, 2, figsize=(5, 2.5), sharex=True, sharey=True)
for panel, title in zip(axes, ["Scaled dot-product", "Dot-product"]):
    image = panel.imshow(weights, cmap="Reds", vmin=0, vmax=0.5)
    panel.set_title(title)
    panel.set_xlabel("Keys")
axes[0].set_ylabel("Queries")
figure.colorbar(image, ax=axes, shrink=0.6)
figure.savefig(sys.argv[1], dpi=150)
