"""Matrix products and functions of many numbers in NumPy."""

import numpy as np

from arrays import probe, spread
from bench import Work, serve
from blas import OpenBlas


class Product(Work):
    """A (m × n) · B (n × k)."""

    def __init__(self, m, n, k):
        self.a = (2 * spread(m * n) - 1).reshape(m, n)
        self.b = (2 * spread(n * k, start=m * n) - 1).reshape(n, k)

    def numbers(self):
        return probe(self.a @ self.b)

    def repeat(self, times):
        for _ in range(times):
            self.a @ self.b


class ProductAndGradients(Product):
    """Z = A·B, and back: dA = dZ·Bᵀ, dB = Aᵀ·dZ."""

    def __init__(self, m, n, k):
        super().__init__(m, n, k)
        self.dz = (2 * spread(m * k, start=n) - 1).reshape(m, k)

    def numbers(self):
        return probe(*self.there_and_back())

    def repeat(self, times):
        for _ in range(times):
            self.there_and_back()

    def there_and_back(self):
        return self.a @ self.b, self.dz @ self.b.T, self.a.T @ self.dz


class Function(Work):
    """A function of a million numbers between −8 and 8."""

    def __init__(self, count=1_000_000):
        self.x = 16 * spread(count) - 8

    def numbers(self):
        return probe(self.value(self.x))

    def repeat(self, times):
        for _ in range(times):
            self.value(self.x)


class Exp(Function):
    def value(self, x):
        return np.exp(x)


class Sigmoid(Function):
    def value(self, x):
        return 1 / (1 + np.exp(-x))


class Tanh(Function):
    def value(self, x):
        return np.tanh(x)


class Softmax(Function):
    def value(self, x):
        powers = np.exp(x - x.max())
        return powers / powers.sum()


if __name__ == "__main__":
    openblas = OpenBlas()
    serve(
        {"product": Product, "gradients": ProductAndGradients, "exp": Exp, "sigmoid": Sigmoid, "tanh": Tanh, "softmax": Softmax},
        {"NumPy": np.__version__, "OpenBLAS": openblas.version},
        openblas.set_threads,
    )
