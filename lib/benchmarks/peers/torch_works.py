"""A network and functions of many numbers in PyTorch, on the processor and in double precision."""

import torch

from arrays import first_parameters, pictures, probe, spread
from bench import Work, serve
from blas import OpenBlas


class Network(Work):
    """A 784-100-10 network with sigmoids and softmax cross-entropy, 100 pictures in each update."""

    SIZES = (784, 100, 10)
    RATE = 0.1
    BATCH = 100

    def __init__(self):
        x, y = pictures()
        self.x, self.labels = torch.tensor(x), torch.tensor(y.argmax(axis=1))
        inputs, hidden, outputs = self.SIZES
        self.network = torch.nn.Sequential(
            torch.nn.Linear(inputs, hidden, dtype=torch.float64),
            torch.nn.Sigmoid(),
            torch.nn.Linear(hidden, outputs, dtype=torch.float64),
        )
        with torch.no_grad():
            for parameter, value in zip(self.network.parameters(), first_parameters(self.SIZES)):
                # A layer of PyTorch's keeps its weights as (outputs × inputs).
                parameter.copy_(torch.tensor(value).T if value.ndim == 2 else torch.tensor(value))
        self.loss = torch.nn.CrossEntropyLoss()
        self.optimizer = torch.optim.SGD(self.network.parameters(), lr=self.RATE)

    def numbers(self):
        costs = [self.epoch() for _ in range(3)]
        return [*costs, *probe(*(parameter.detach().t() for parameter in self.network.parameters()))]

    def repeat(self, times):
        for _ in range(times):
            self.epoch()

    def epoch(self):
        order = torch.arange(len(self.x))
        return sum(self.update(rows) for rows in order.split(self.BATCH))

    def update(self, rows):
        cost = self.loss(self.network(self.x[rows]), self.labels[rows])
        self.optimizer.zero_grad(set_to_none=True)
        cost.backward()
        self.optimizer.step()
        return cost.item()


class Function(Work):
    """A function of a million numbers between −8 and 8."""

    def __init__(self, function):
        self.function = function
        self.x = torch.tensor(16 * spread(1_000_000) - 8)

    def numbers(self):
        return probe(self.function(self.x))

    def repeat(self, times):
        for _ in range(times):
            self.function(self.x)


if __name__ == "__main__":
    openblas = OpenBlas()

    def set_threads(count):
        torch.set_num_threads(count)
        openblas.set_threads(count)
        if torch.get_num_threads() != count:
            raise RuntimeError(f"PyTorch was told to use {count} threads, and uses {torch.get_num_threads()}")

    serve(
        {
            "network": Network,
            "exp": lambda: Function(torch.exp),
            "sigmoid": lambda: Function(torch.sigmoid),
            "tanh": lambda: Function(torch.tanh),
            "softmax": lambda: Function(lambda x: torch.softmax(x, dim=0)),
        },
        {"PyTorch": torch.__version__, "OpenBLAS": openblas.version},
        set_threads,
    )
