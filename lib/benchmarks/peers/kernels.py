"""A kernel as a notebook meets it, through jupyter_client: `kernels.py python3`, or the name of the course's own.

Both kernels are asked by the same client. What trains in a cell looks at the clock in the cell.
"""

import sys
import time
from pathlib import Path
from queue import Empty

import ipykernel
import jupyter_client
from jupyter_client.manager import KernelManager

from bench import Work, serve

PEERS = Path(__file__).resolve().parent
NOTEBOOKS = PEERS.parents[2] / "notebooks"
PATIENCE = 60

# For each language: a cell that defines, one that trains in a function, one that trains as it stands, one that shows numbers.
CELLS = {
    "python": (
        f"""
import sys, time
sys.path.insert(0, {str(PEERS)!r})
from lecture_nodes import Minus, Multiply, Square

x, y, rate = -1.5, 2.0, 0.1
multiply, minus, square = Multiply(), Minus(), Square()

def descend(theta, updates):
    multiply, minus, square = Multiply(), Minus(), Square()
    total = 0.0
    for _ in range(updates):
        total += square.forward(minus.forward(y, multiply.forward(theta, x)))
        _, d_prediction = minus.backward(square.backward(1.0))
        d_theta, _ = multiply.backward(d_prediction)
        theta -= rate * d_theta
    return theta, total
""",
        """
start = time.perf_counter()
descend(0.5, UPDATES)
print(time.perf_counter() - start)
""",
        """
start = time.perf_counter()
theta, total = 0.5, 0.0
for _ in range(UPDATES):
    total += square.forward(minus.forward(y, multiply.forward(theta, x)))
    _, d_prediction = minus.backward(square.backward(1.0))
    d_theta, _ = multiply.backward(d_prediction)
    theta -= rate * d_theta
print(time.perf_counter() - start)
""",
        "print(theta, total, *descend(0.5, 2))",
    ),
    "C#": (
        """
#r "../lib/out/Lessons.dll"
using DeepLearningMath;
using System.Diagnostics;

var (x, y, rate) = (-1.5, 2.0, 0.1);
var (multiply, minus, square) = (new Multiply(), new Minus(), new Square());
var (theta, total) = (0.5, 0.0);
var start = 0L;

(double Theta, double Total) Descend(double theta, int updates)
{
    var (multiply, minus, square) = (new Multiply(), new Minus(), new Square());
    var total = 0.0;
    for (var i = 0; i < updates; i++)
    {
        total += square.Forward(minus.Forward(y, multiply.Forward(theta, x))).Number;
        var (_, dPrediction) = minus.Backward(square.Backward(1));
        var (dTheta, _) = multiply.Backward(dPrediction);
        theta -= rate * dTheta.Number;
    }
    return (theta, total);
}
""",
        """
start = Stopwatch.GetTimestamp();
Descend(0.5, UPDATES);
Console.Write(Stopwatch.GetElapsedTime(start).TotalSeconds);
""",
        """
start = Stopwatch.GetTimestamp();
(theta, total) = (0.5, 0.0);
for (var i = 0; i < UPDATES; i++)
{
    total += square.Forward(minus.Forward(y, multiply.Forward(theta, x))).Number;
    var (_, dPrediction) = minus.Backward(square.Backward(1));
    var (dTheta, _) = multiply.Backward(dPrediction);
    theta -= rate * dTheta.Number;
}
Console.Write(Stopwatch.GetElapsedTime(start).TotalSeconds);
""",
        "var two = Descend(0.5, 2); Console.Write($\"{theta} {total} {two.Theta} {two.Total}\");",
    ),
}


class Kernel:
    """A kernel that has just been started, and whose outputs arrive."""

    def __init__(self, name):
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel(cwd=str(NOTEBOOKS))
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        # Outputs are published to whoever listens at that moment; what arrives of this request shows that we do.
        while True:
            self.client.kernel_info()
            self.info = self.client.get_shell_msg(timeout=PATIENCE)["content"]
            try:
                self.client.get_iopub_msg(timeout=0.05)
                return
            except Empty:
                pass

    def run(self, code):
        """Runs a cell, waits until all of it is there, and gives what it printed and what it ended with."""
        request = self.client.execute(code)
        texts = []
        while True:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") != request:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "stream":
                texts.append(content["text"])
            elif kind == "execute_result":
                texts.append(content["data"]["text/plain"])
            elif kind == "error":
                raise RuntimeError(f"{content['ename']}: {content['evalue']}")
            elif kind == "status" and content["execution_state"] == "idle":
                break
        while self.client.get_shell_msg(timeout=PATIENCE)["parent_header"].get("msg_id") != request:
            pass
        return "".join(texts)

    def end(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


class Start(Work):
    """From the start of the process to the first result."""

    def numbers(self):
        return [self.start()[1]]

    def repeat(self, times):
        return sum(self.start()[0] for _ in range(times))

    @staticmethod
    def start():
        began = time.perf_counter()
        kernel = Kernel(NAME)
        result = float(kernel.run("1 + 1"))
        seconds = time.perf_counter() - began
        kernel.end()
        return seconds, result


class RoundTrip(Work):
    """An empty cell, from the request until the kernel is idle again."""

    kernel = None

    def __init__(self):
        # One kernel for all works.
        if RoundTrip.kernel is None:
            RoundTrip.kernel = Kernel(NAME)

    def numbers(self):
        return [len(self.kernel.run(""))]

    def repeat(self, times):
        for _ in range(times):
            self.kernel.run("")


class Cell(RoundTrip):
    """Single-sample updates in a cell: as they stand, or in a function that another cell defined."""

    def __init__(self, in_function):
        super().__init__()
        define, self.function, self.loop, self.show = CELLS[self.kernel.info["language_info"]["name"]]
        self.train = self.function if in_function else self.loop
        self.kernel.run(define)

    def numbers(self):
        self.kernel.run(self.loop.replace("UPDATES", "10"))
        return map(float, self.kernel.run(self.show).split())

    def repeat(self, times):
        return float(self.kernel.run(self.train.replace("UPDATES", str(times))))


if __name__ == "__main__":
    NAME = sys.argv[1]
    serve(
        {"start": Start, "round_trip": RoundTrip, "cell": Cell},
        {"ipykernel": ipykernel.__version__, "jupyter_client": jupyter_client.__version__},
    )
    if RoundTrip.kernel is not None:
        RoundTrip.kernel.end()
