"""Shows a long job: name of each step, how far it is, how long it took."""

import signal
import sys
import threading
import time
from types import FrameType, TracebackType
from typing import Self, TextIO

_interrupted = threading.Event()


def keep_interrupts() -> None:
    """Let no Ctrl-C get lost from here on.

    Python drops the exception when it falls into a finalizer, as it does between migrations; the
    next sign of progress then raises it anew. Where interrupts are ignored they stay so.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    _interrupted.set()
    raise KeyboardInterrupt


def stop_if_interrupted() -> None:
    if _interrupted.is_set():
        raise KeyboardInterrupt


class Step:
    """``with Step("Tên bước", "step name") as step: step.progress(3, 10)``.

    On a terminal the line is redrawn while the step runs; elsewhere it is written once, at the end
    of the step, its name before.
    """

    def __init__(self, vi: str, en: str, stream: TextIO | None = None) -> None:
        self.name = f"{vi} / {en}"
        self.stream = stream or sys.stdout
        self.note = ""
        self._live = self.stream.isatty()
        self._done = threading.Event()
        self._began = 0.0

    def progress(self, done: int, total: int) -> None:
        self.note = f" {done}/{total}"
        stop_if_interrupted()

    def __enter__(self) -> Self:
        self._began = time.monotonic()
        if self._live:
            self._clock = threading.Thread(target=self._tick, daemon=True)
            self._clock.start()
        else:
            self._write(f"· {self.name} …")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live:
            self._done.set()
            self._clock.join()
        mark = "✓" if kind is None else "✗"
        seconds = f"{time.monotonic() - self._began:.1f} s".replace(".", ",")
        line = f"{mark} {self.name}{self.note}  {seconds}"
        self._write(f"\r\033[K{line}\n" if self._live else f"{self.note} {mark} {seconds}\n")
        if kind is None:
            stop_if_interrupted()

    def _tick(self) -> None:
        while True:
            seconds = time.monotonic() - self._began
            self._write(f"\r\033[K· {self.name}{self.note}  {seconds:.0f} s")
            if self._done.wait(0.2):
                return

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()
