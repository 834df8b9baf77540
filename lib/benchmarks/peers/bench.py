"""How a peer is asked: a line on standard input, a line of JSON on standard output.

    numbers WORK      what WORK computes from a fresh start: compared before anything is timed
    time N WORK       the seconds that N repetitions of WORK take
    threads N         how many threads may be used from now on

WORK is a name, with sizes after it if it has any: `product 64 64 64`. The first line, which comes unasked,
holds the versions of everything that takes part.
"""

import json
import math
import platform
import sys
import time

GOLDEN_RATIO = 0.6180339887498949


class Work:
    """A piece of work that is also done in C#, with the same numbers."""

    def numbers(self):
        """Some numbers that the work computes; called once, before anything else."""
        raise NotImplementedError

    def repeat(self, times):
        """Does the work so many times. Whatever it trains is trained on."""
        raise NotImplementedError


def spread(count, start=0):
    """Numbers between 0 and 1, evenly spread and the same on every machine: fractions of multiples of the golden ratio."""
    return [k * GOLDEN_RATIO - math.floor(k * GOLDEN_RATIO) for k in range(start + 1, start + count + 1)]


def serve(works, versions=None, set_threads=None):
    """Answers until standard input ends. `works` gives for each name what makes such a work from its sizes."""
    answer({"Python": platform.python_version(), **(versions or {})})
    running = {}
    for line in sys.stdin:
        command, *words = line.split()
        try:
            if command == "numbers":
                answer([float(number) for number in make(works, words).numbers()])
            elif command == "time":
                count, key = int(words[0]), tuple(words[1:])
                if key not in running:
                    running[key] = make(works, key)
                start = time.perf_counter()
                own = running[key].repeat(count)
                # A work whose clock is elsewhere tells what that one showed.
                answer(time.perf_counter() - start if own is None else own)
            elif command == "threads":
                if set_threads is not None:
                    set_threads(int(words[0]))
                answer(int(words[0]))
            else:
                raise ValueError(f"'{command}' is no command: expected numbers, time or threads")
        except Exception as error:  # Whatever it is, whoever asked prints it.
            answer({"error": f"{type(error).__name__}: {error}"})


def make(works, words):
    name, *sizes = words
    return works[name](*map(int, sizes))


def answer(value):
    print(json.dumps(value, allow_nan=False), flush=True)
