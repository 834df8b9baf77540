"""What the works on NumPy's arrays, and on PyTorch's, share."""

import csv
import gzip
from pathlib import Path

import numpy as np

from bench import GOLDEN_RATIO

DATA = Path(__file__).resolve().parents[3] / "data"


def spread(count, start=0):
    """`bench.spread` as an array: the same numbers to the last bit."""
    multiples = np.arange(start + 1, start + count + 1) * GOLDEN_RATIO
    return multiples - np.floor(multiples)


def probe(*arrays):
    """Some numbers of each array, in reading order, and their sum: enough to notice that an array is another."""
    for array in arrays:
        flat = np.asarray(array).ravel()
        yield from flat[:: max(1, flat.size // 100)]
        yield flat.sum()


def patients():
    """The training part of the breast-cancer data, standardised: x (364 × 30), y (364)."""
    table = np.loadtxt(DATA / "breast_cancer.csv", delimiter=",", skiprows=1)
    with open(DATA / "breast_cancer_split.csv", encoding="utf-8", newline="") as file:
        rows = [int(row["index"]) for row in csv.DictReader(file) if row["set"] == "train"]
    x, y = table[rows, :-1], table[rows, -1]
    return (x - x.mean(axis=0)) / x.std(axis=0), y


def pictures():
    """Fashion-MNIST, as far as it comes with the course: x (6000 × 784) between 0 and 1, and the classes one-hot (6000 × 10)."""
    with gzip.open(DATA / "fashion_mnist" / "train-images.idx3-ubyte.gz") as file:
        x = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 784) / 255
    with gzip.open(DATA / "fashion_mnist" / "train-labels.idx1-ubyte.gz") as file:
        labels = np.frombuffer(file.read(), np.uint8, offset=8)
    return x, np.eye(10)[labels]


def first_parameters(sizes):
    """Weights (inputs × outputs) within Glorot's and Bengio's bound, and biases of 0, for each layer."""
    start = 0
    for inputs, outputs in zip(sizes, sizes[1:]):
        u = spread(inputs * outputs, start)
        start += inputs * outputs
        bound = (6 / (inputs + outputs)) ** 0.5
        yield ((2 * u - 1) * bound).reshape(inputs, outputs)
        yield np.zeros(outputs)
