"""Draws a stored matrix with matplotlib: large.py MATRIX.npy OUT"""
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

plt.imshow(np.load(sys.argv[1], mmap_mode="r"), cmap="Reds")
plt.colorbar()
plt.savefig(sys.argv[2], dpi=150)
