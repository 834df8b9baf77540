"""Training in NumPy: a line by mini-batches through nodes, logistic regression, and a network, plain and in place."""

import numpy as np

from arrays import first_parameters, patients, pictures, probe, spread
from bench import Work, serve
from blas import OpenBlas
from lecture_nodes import Minus, Multiply, Square


class Plus:
    """x + y, where y is one number for all of x."""

    def forward(self, x, y):
        return x + y

    def backward(self, dz):
        return dz, dz.sum()


class Weight(Multiply):
    """x · y, where x is one number for all of y."""

    def backward(self, dz):
        return (dz * self.y).sum(), dz * self.x


class Mean:
    def forward(self, x):
        self.shape = x.shape
        return x.mean()

    def backward(self, dz):
        return np.full(self.shape, dz / np.prod(self.shape))


class MiniBatch(Work):
    """One update of ŷ = θ₁x + θ₀ by 8 samples, through five nodes."""

    RATE = 0.05

    def __init__(self):
        u = spread(16)
        self.x = 4 * u[:8] - 2
        self.y = 2 * self.x - 1 + (u[8:] - 0.5)
        self.theta = (0.0, 0.0)

    def numbers(self):
        return [number for updates in (1, 2, 10) for number in self.descend((0.0, 0.0), updates)]

    def repeat(self, times):
        *self.theta, _ = self.descend(self.theta, times)

    def descend(self, theta, updates):
        theta1, theta0 = theta
        weight, plus, minus, square, mean = Weight(), Plus(), Minus(), Square(), Mean()
        total = 0.0
        for _ in range(updates):
            prediction = plus.forward(weight.forward(theta1, self.x), theta0)
            total += mean.forward(square.forward(minus.forward(self.y, prediction)))
            _, d_prediction = minus.backward(square.backward(mean.backward(1.0)))
            d_product, d_theta0 = plus.backward(d_prediction)
            d_theta1, _ = weight.backward(d_product)
            theta1 -= self.RATE * d_theta1
            theta0 -= self.RATE * d_theta0
        return theta1, theta0, total


class Training(Work):
    """Something that is trained epoch by epoch."""

    def numbers(self):
        costs = [self.epoch() for _ in range(3)]
        return [*costs, *probe(*self.parameters)]

    def repeat(self, times):
        for _ in range(times):
            self.epoch()


class Logistic(Training):
    """Logistic regression on 364 patients with 30 features, all of them in each update."""

    RATE = 0.1

    def __init__(self):
        self.x, self.y = patients()
        self.parameters = [np.full(30, 0.1), np.zeros(())]

    def epoch(self):
        w, b = self.parameters
        a = 1 / (1 + np.exp(-(self.x @ w + b)))
        cost = -np.mean(self.y * np.log(a) + (1 - self.y) * np.log(1 - a))
        dz = (a - self.y) / len(self.y)
        w -= self.RATE * (self.x.T @ dz)
        b -= self.RATE * dz.sum()
        return cost


class Network(Training):
    """A 784-100-10 network with sigmoids and softmax cross-entropy, 100 pictures in each update."""

    SIZES = (784, 100, 10)
    RATE = 0.1
    BATCH = 100

    def __init__(self):
        self.x, self.y = pictures()
        self.parameters = list(first_parameters(self.SIZES))

    def epoch(self):
        order = np.arange(len(self.x))
        return sum(self.update(order[start:start + self.BATCH]) for start in range(0, len(order), self.BATCH))

    def update(self, rows):
        w1, b1, w2, b2 = self.parameters
        x, y = self.x[rows], self.y[rows]
        a1 = 1 / (1 + np.exp(-(x @ w1 + b1)))
        scores = a1 @ w2 + b2
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        totals = shares.sum(axis=1, keepdims=True)
        shares /= totals
        cost = np.mean(np.log(totals[:, 0]) - (scores * y).sum(axis=1))
        dz2 = (shares - y) / len(rows)
        dz1 = (dz2 @ w2.T) * a1 * (1 - a1)
        w2 -= self.RATE * (a1.T @ dz2)
        b2 -= self.RATE * dz2.sum(axis=0)
        w1 -= self.RATE * (x.T @ dz1)
        b1 -= self.RATE * dz1.sum(axis=0)
        return cost


class NetworkInPlace(Network):
    """The same, and no array is made anew: as fast as NumPy gets."""

    def __init__(self):
        super().__init__()
        batch, (inputs, hidden, outputs) = self.BATCH, self.SIZES
        self.x_batch, self.y_batch = np.empty((batch, inputs)), np.empty((batch, outputs))
        self.a1, self.dz1, self.slope = np.empty((batch, hidden)), np.empty((batch, hidden)), np.empty((batch, hidden))
        self.scores, self.shares, self.totals = np.empty((batch, outputs)), np.empty((batch, outputs)), np.empty((batch, 1))
        self.gradients = [np.empty_like(parameter) for parameter in self.parameters]

    def update(self, rows):
        w1, b1, w2, b2 = self.parameters
        dw1, db1, dw2, db2 = self.gradients
        # With mode="raise" NumPy would buffer what goes into `out`.
        x = np.take(self.x, rows, axis=0, out=self.x_batch, mode="clip")
        y = np.take(self.y, rows, axis=0, out=self.y_batch, mode="clip")
        a1 = np.matmul(x, w1, out=self.a1)
        a1 += b1
        np.negative(a1, out=a1)
        np.exp(a1, out=a1)
        a1 += 1
        np.reciprocal(a1, out=a1)
        scores = np.matmul(a1, w2, out=self.scores)
        scores += b2
        np.max(scores, axis=1, keepdims=True, out=self.totals)
        scores -= self.totals
        shares = np.exp(scores, out=self.shares)
        np.sum(shares, axis=1, keepdims=True, out=self.totals)
        shares /= self.totals
        scores *= y
        cost = (np.log(self.totals).sum() - scores.sum()) / len(rows)
        shares -= y
        shares /= len(rows)
        dz1 = np.matmul(shares, w2.T, out=self.dz1)
        dz1 *= a1
        np.subtract(1, a1, out=self.slope)
        dz1 *= self.slope
        np.matmul(a1.T, shares, out=dw2)
        np.sum(shares, axis=0, out=db2)
        np.matmul(x.T, dz1, out=dw1)
        np.sum(dz1, axis=0, out=db1)
        for parameter, gradient in zip(self.parameters, self.gradients):
            gradient *= self.RATE
            parameter -= gradient
        return cost


if __name__ == "__main__":
    openblas = OpenBlas()
    serve(
        {"mini_batch": MiniBatch, "logistic": Logistic, "network": Network, "network_in_place": NetworkInPlace},
        {"NumPy": np.__version__, "OpenBLAS": openblas.version},
        openblas.set_threads,
    )
