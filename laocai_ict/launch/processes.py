"""What the launcher needs of the kernel beyond the `os` module."""

import ctypes
import signal

_libc = ctypes.CDLL(None)  # loaded here: after a fork only plain system calls are safe
PR_SET_PDEATHSIG = 1


def die_with_parent(with_signal: int = signal.SIGTERM) -> None:
    """Called in a child: let the kernel send it `with_signal` when its parent ends (Linux)."""
    prctl = getattr(_libc, "prctl", None)
    if prctl is not None:
        prctl(PR_SET_PDEATHSIG, with_signal, 0, 0, 0)
