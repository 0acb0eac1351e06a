#!/usr/bin/env python3
"""Prints the numbers that AttendTests expects: each score once more, in NumPy and float64, from the same inputs.

The inputs follow a rule of whole numbers that Swift follows as well (InputFiles.pattern). Nothing of the Swift code is
used. Run: python3 reference.py
"""

import numpy as np


def pattern(seed, *shape):
    places = np.arange(np.prod(shape))
    return ((places * places * 3 + places * 5 + seed * 7) % 17 - 8).reshape(shape) / 8


def softmax(scores):
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def show(name, array):
    print(f"{name} {np.shape(array)}")
    print("   ", ", ".join(f"{x:.7f}" for x in np.ravel(array)))


def split(array, heads):
    return array.reshape(len(array), heads, -1).swapaxes(0, 1)


queries, keys, values = pattern(1, 2, 3), pattern(2, 4, 3), pattern(3, 4, 2)
dot = queries @ keys.T
show("dot", softmax(dot))
show("dot scores", dot)
show("scaled-dot", softmax(dot / 3**0.5))
show("scaled-dot output", softmax(dot / 3**0.5) @ values)
show("scaled-dot --scale 2.5", softmax(dot * 2.5))
show("scaled-dot --scale -0.5", softmax(dot * -0.5))
cosine = dot / np.linalg.norm(queries, axis=1)[:, None] / np.linalg.norm(keys, axis=1)
show("cosine", softmax(cosine))
show("cosine --scale 4", softmax(cosine * 4))
distances = queries[:, None] - keys
show("gaussian", softmax(-0.5 * (distances**2).sum(-1)))
show("gaussian --width 2", softmax(-0.5 * ((2 * distances) ** 2).sum(-1)))
short_keys = pattern(4, 4, 2)
hidden = np.tanh((queries @ pattern(5, 5, 3).T)[:, None] + short_keys @ pattern(6, 5, 2).T)
show("additive", softmax(hidden @ pattern(7, 5)))
show("bilinear", softmax(queries @ pattern(8, 3, 2) @ short_keys.T))
show("scaled-dot with a bias", softmax(dot / 3**0.5 + pattern(16, 2, 4)))

wide_queries, wide_keys, wide_values = pattern(9, 2, 4), pattern(10, 3, 4), pattern(15, 3, 4)
show("--heads 2", softmax(split(wide_queries, 2) @ split(wide_keys, 2).swapaxes(1, 2) / 2**0.5))
projected = [
    split(tensor @ pattern(seed, 4, 4).T, 2)
    for tensor, seed in [(wide_queries, 11), (wide_keys, 12), (wide_values, 13)]
]
weights = softmax(projected[0] @ projected[1].swapaxes(1, 2) / 2**0.5)
show("--heads 2 --parameters", weights)
output = (weights @ projected[2]).swapaxes(0, 1).reshape(2, 4) @ pattern(14, 4, 4).T
show("--heads 2 --parameters, output", output)

grouped_queries, grouped_keys = pattern(17, 4, 2, 3), pattern(18, 2, 3, 3)
show("grouped", softmax(grouped_queries @ grouped_keys.repeat(2, 0).swapaxes(1, 2) / 3**0.5))
