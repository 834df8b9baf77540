"""The scalar lessons in plain Python."""

from bench import Work, serve, spread
from lecture_graph import Value
from lecture_nodes import Minus, Multiply, Square


class Update(Work):
    """One update of y ≈ θ·x by one sample: forward and backward through three nodes, and a step."""

    def __init__(self):
        self.theta = 0.5

    def numbers(self):
        return [number for updates in (1, 2, 10) for number in self.descend(0.5, updates)]

    def repeat(self, times):
        self.theta, _ = self.descend(self.theta, times)

    @staticmethod
    def descend(theta, updates):
        x, y, rate = -1.5, 2.0, 0.1
        multiply, minus, square = Multiply(), Minus(), Square()
        total = 0.0
        for _ in range(updates):
            total += square.forward(minus.forward(y, multiply.forward(theta, x)))
            _, d_prediction = minus.backward(square.backward(1.0))
            d_theta, _ = multiply.backward(d_prediction)
            theta -= rate * d_theta
        return theta, total


class Graph(Work):
    """One step of a 2-16-16-1 network on 100 points, every number of which is a node of the graph."""

    SIZES = (2, 16, 16, 1)
    RATE = 0.05

    def __init__(self, points=100):
        u = spread(2 * points)
        self.points = [(2 * a - 1, 2 * b - 1) for a, b in zip(u[::2], u[1::2])]
        self.targets = [1.0 if a * b > 0 else -1.0 for a, b in self.points]
        self.layers, start = [], 0
        for inputs, outputs in zip(self.SIZES, self.SIZES[1:]):
            neurons = []
            for _ in range(outputs):
                weights = [Value((2 * w - 1) / inputs ** 0.5) for w in spread(inputs, start)]
                start += inputs
                neurons.append((weights, Value(0.0)))
            self.layers.append(neurons)
        self.parameters = [p for layer in self.layers for weights, bias in layer for p in (*weights, bias)]

    def numbers(self):
        costs = [self.step() for _ in range(3)]
        return [*costs, *(p.data for p in self.parameters)]

    def repeat(self, times):
        for _ in range(times):
            self.step()

    def predict(self, signal):
        for number, layer in enumerate(self.layers, start=1):
            answers = []
            for weights, bias in layer:
                total = bias
                for weight, x in zip(weights, signal):
                    total = total + weight * x
                answers.append(total if number == len(self.layers) else total.tanh())
            signal = answers
        return signal[0]

    def step(self):
        for parameter in self.parameters:
            parameter.grad = 0.0
        cost = None
        for (a, b), target in zip(self.points, self.targets):
            loss = (Value(target) - self.predict([Value(a), Value(b)])).square()
            cost = loss if cost is None else cost + loss
        cost = cost * Value(1 / len(self.points))
        cost.backward()
        for parameter in self.parameters:
            parameter.data -= self.RATE * parameter.grad
        return cost.data


if __name__ == "__main__":
    serve({"update": Update, "graph": Graph})
