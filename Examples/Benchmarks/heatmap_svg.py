"""Draws a matrix as SVG with seaborn, one path per cell: heatmap_svg.py MATRIX.npy OUT.svg"""
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import seaborn

seaborn.heatmap(np.load(sys.argv[1]), cmap="Reds", square=True)
plt.savefig(sys.argv[2])
