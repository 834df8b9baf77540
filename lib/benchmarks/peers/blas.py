"""Which BLAS is loaded, and how many threads it uses. NumPy without OpenBLAS falls back to a slow one and says nothing."""

import ctypes
import os

ADVICE = "apt-get install libopenblas0-pthread"
# Builds of OpenBLAS differ in what they put before and behind a function's name.
DECORATIONS = [("", ""), ("", "64_"), ("scipy_", ""), ("scipy_", "64_")]


class OpenBlas:
    """The OpenBLAS that this process has loaded. Import what uses it first."""

    def __init__(self):
        self._library, self._prefix, self._suffix = self._find()
        config = self._function("openblas_get_config")
        config.restype = ctypes.c_char_p
        words = config().decode().split()
        core = self._function("openblas_get_corename")
        core.restype = ctypes.c_char_p
        self.version = f"{words[1]}, kernels for {core().decode()}"

    def set_threads(self, count):
        self._function("openblas_set_num_threads")(count)
        used = self._function("openblas_get_num_threads")()
        if used != count:
            raise RuntimeError(f"OpenBLAS was told to use {count} threads, and uses {used}")

    def _function(self, name):
        return getattr(self._library, self._prefix + name + self._suffix)

    @staticmethod
    def _find():
        if not os.path.exists("/proc/self/maps"):
            raise ModuleNotFoundError("which BLAS is loaded can be told on Linux only")
        with open("/proc/self/maps", encoding="utf-8") as maps:
            files = {line.split(maxsplit=5)[5].strip() for line in maps if "blas" in line.lower()}
        for file in sorted(files):
            library = ctypes.CDLL(file)
            for prefix, suffix in DECORATIONS:
                if hasattr(library, f"{prefix}openblas_get_config{suffix}"):
                    return library, prefix, suffix
        raise ModuleNotFoundError(f"the BLAS that is loaded is not OpenBLAS: {ADVICE}")
