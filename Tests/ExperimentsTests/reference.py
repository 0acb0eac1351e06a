#!/usr/bin/env python3
"""Prints the numbers that the tests of Experiments expect: the articles' experiments once more, in NumPy.

The random numbers follow PyTorch's rules on NumPy's MT19937, which gives the same stream; all else is float64. Nothing
of the Swift code is used. Run: python3 reference.py
"""

import numpy as np


class Torch:
    """The draws of PyTorch's CPU generator after torch.manual_seed(seed)."""

    def __init__(self, seed):
        self.state = np.random.RandomState(seed)

    def words(self, n):
        return self.state.randint(0, 2**32, size=n, dtype=np.uint32).astype(np.uint64)

    def u24(self, n):
        return (self.words(n) & 0xFFFFFF) / 2.0**24

    def u53(self, n):
        words = self.words(2 * n)
        return (((words[0::2] << np.uint64(32)) | words[1::2]) & np.uint64(2**53 - 1)) / 2.0**53

    def normal(self, *shape):
        n = int(np.prod(shape))
        if n < 16:
            assert n % 2 == 0, "an odd count leaves a cached value"
            u = self.u53(n)
            radius, angle = np.sqrt(-2 * np.log1p(-u[1::2])), 2 * np.pi * u[0::2]
            return np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1).reshape(shape)
        values = self.u24(n)

        def block(u):
            radius, angle = np.sqrt(-2 * np.log(1 - u[:8])), 2 * np.pi * u[8:]
            return np.concatenate([radius * np.cos(angle), radius * np.sin(angle)])

        for start in range(0, n - 15, 16):
            values[start : start + 16] = block(values[start : start + 16])
        if n % 16:
            values[-16:] = block(self.u24(16))
        return values.reshape(shape)

    def linear(self, inputs, outputs):
        bound = 1 / np.sqrt(inputs)
        return (self.u24(inputs * outputs) * 2 * bound - bound).reshape(outputs, inputs)


def softmax(scores, lengths=None):
    scores = scores.copy()
    if lengths is not None:
        keys = np.arange(scores.shape[-1])
        lengths = np.asarray(lengths)
        lengths = lengths.reshape(lengths.shape + (1,) * (scores.ndim - lengths.ndim))
        scores[np.broadcast_to(keys >= lengths, scores.shape)] = -1e6
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def show(name, array):
    print(f"{name} {np.shape(array)}")
    print("   ", ", ".join(f"{x:.7f}" for x in np.ravel(array)))


VALUES = np.arange(40.0).reshape(1, 10, 4).repeat(2, 0)

print("== dot-vs-scaled --keys normal, seed 7, --valid-lens 3,10")
torch = Torch(7)
queries, keys = torch.normal(2, 1, 2), torch.normal(2, 10, 2)
scores = queries @ keys.transpose(0, 2, 1)
show("queries", queries)
show("keys", keys)
show("scores", scores)
for name, scale in [("scaled", 2**-0.5), ("dot", 1)]:
    weights = softmax(scores * scale, [3, 10])
    show(name + " weights", weights)
    show(name + " output", weights @ VALUES)

print("== dot-vs-scaled --training --dropout 0.25, seed 1")
torch = Torch(1)
torch.normal(2, 1, 2)
for name in ["scaled", "dot"]:
    weights = softmax(np.zeros((2, 1, 10)), [2, 6])
    kept = torch.u53(20).reshape(2, 1, 10) < 0.75
    show(name + " kept", kept)
    show(name + " output", (weights * kept / 0.75) @ VALUES)

print("== masked-softmax, seed 0")
torch = Torch(0)
for lengths in [[2, 3], [[1, 3], [2, 4]]]:
    scores = torch.u24(16).reshape(2, 2, 4)
    show("scores", scores)
    show("weights", softmax(scores, lengths))

print("== additive, seed 3, lengths 4 and 10")
torch = Torch(3)
queries, keys = torch.normal(2, 1, 20), np.ones((2, 10, 2))
w_k, w_q, w_v = torch.linear(2, 8), torch.linear(20, 8), torch.linear(8, 1)
scores = np.tanh((queries @ w_q.T)[:, :, None] + (keys @ w_k.T)[:, None]) @ w_v[0]
show("queries[:, :, :4]", queries[:, :, :4])
show("w_v", w_v)
show("scores", scores[:, 0, 0])
weights = softmax(scores, [4, 10])
show("weights", weights)
show("output", weights @ VALUES)

print("== score-functions, seed 5, 2 queries, 3 keys, d = 4")
torch = Torch(5)
queries, keys = torch.normal(1, 2, 4), torch.normal(1, 3, 4)
w_k, w_q, w_v, w = torch.linear(4, 8), torch.linear(4, 8), torch.linear(8, 1), torch.linear(4, 4)
dot = queries @ keys.transpose(0, 2, 1)
lengths = np.linalg.norm(queries, axis=-1)[:, :, None] * np.linalg.norm(keys, axis=-1)[:, None]
distances = ((queries[:, :, None] - keys[:, None]) ** 2).sum(-1)
for name, scores in [
    ("dot", dot), ("scaled", dot / 2), ("cosine", dot / lengths),
    ("additive", np.tanh((queries @ w_q.T)[:, :, None] + (keys @ w_k.T)[:, None]) @ w_v[0]),
    ("bilinear", queries @ w @ keys.transpose(0, 2, 1)), ("gaussian", -distances / 2),
]:
    show(name, scores)
    show(name + " weights", softmax(scores))


def statistics(scores):
    weights = softmax(scores.reshape(-1))
    entropy = -(weights * np.log(np.where(weights > 0, weights, 1))).sum()
    jacobian = np.diag(weights) - np.outer(weights, weights)
    return scores.reshape(-1).var(ddof=1), entropy, weights.max(), np.linalg.norm(jacobian)


def study(name, rows):
    rows = np.array(rows)
    show(name + ": mean, standard error of variance, entropy, largest weight, Jacobian norm",
         np.stack([rows.mean(0), rows.std(0, ddof=1) / len(rows) ** 0.5], 1))


for d in [2, 32]:
    print(f"== dot-vs-scaled --stats --draws 20, seed 11, 6 keys, d = {d}")
    torch = Torch(11)
    draws = [(torch.normal(1, 1, d), torch.normal(1, 6, d)) for _ in range(20)]
    study("dot", [statistics((q * k).sum(-1)) for q, k in draws])
    study("scaled", [statistics((q * k).sum(-1) / d**0.5) for q, k in draws])

print("== score-functions --stats --draws 10, seed 4, 5 keys, d = 4")
torch = Torch(4)
rows = {}
for _ in range(10):
    q, k = torch.normal(1, 4), torch.normal(5, 4)
    w_k, w_q, w_v, w = torch.linear(4, 8), torch.linear(4, 8), torch.linear(8, 1), torch.linear(4, 4)
    for name, scores in [
        ("dot", k @ q[0]), ("scaled", k @ q[0] / 2),
        ("cosine", k @ q[0] / np.linalg.norm(q) / np.linalg.norm(k, axis=1)),
        ("additive", np.tanh(q @ w_q.T + k @ w_k.T) @ w_v[0]), ("bilinear", k @ w.T @ q[0]),
        ("gaussian", -((q - k) ** 2).sum(-1) / 2),
    ]:
        rows.setdefault(name, []).append(statistics(scores))
for name, values in rows.items():
    study(name, values)
