"""Work on many things shared out among processes, and what came of it in the things' order.

Each process works on every so many-th part, and sends what it made of it through a pipe of its
own: no queue, lock or thread is left behind, however a run ends.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, Final, TypeVar

_Thing = TypeVar("_Thing")
Work = Callable[[Sequence[_Thing]], bytes]

_REQUESTS: Final = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]


class ProcessDied(Exception):  # noqa: N818 - its name is what the user is told
    """A process ended before its work was done."""


def can_fork() -> bool:
    """Tell whether a process may be copied as it stands, which takes next to no time.

    Not where there are threads: the copy has none of them, but any lock that they held.
    """
    return sys.platform == "linux" and threading.active_count() == 1


def shared_out(
    prepare: Callable[[], Work[_Thing]], parts: Sequence[Sequence[_Thing]], number: int
) -> Generator[bytes]:
    """Yield what the work makes of each part, in their order. Raise what it raises, or ProcessDied.

    Each process calls ``prepare`` for the work. To be closed unless it is read to its end.
    """
    copied = can_fork()
    context = get_context("fork") if copied else get_context("spawn")
    crew: list[Any] = []
    due: dict[Any, deque[int]] = {}
    made: dict[int, bytes] = {}
    try:
        with _uninterrupted(copied=copied):
            for first in range(number):
                receiver, sender = context.Pipe(duplex=False)
                due[receiver] = deque(range(first, len(parts), number))
                copies = [*due] if copied else []
                arguments = (prepare, parts[first::number], sender, copies)
                process = context.Process(target=_work, args=arguments, daemon=True)
                process.start()
                crew.append(process)
                sender.close()
        for turn in range(len(parts)):
            while turn not in made:
                for ready in wait([receiver for receiver, turns in due.items() if turns]):
                    made[due[ready].popleft()] = _received(ready)
            yield made.pop(turn)
    finally:
        for process in crew:
            process.kill()
            process.join()
        for receiver in due:
            receiver.close()


def _received(receiver: Any) -> bytes:
    """Return what a process sent, or raise what went wrong there."""
    try:
        made = receiver.recv()
    except (EOFError, OSError):
        raise ProcessDied from None
    if isinstance(made, Exception):
        raise made
    return bytes(made)


def _work(
    prepare: Callable[[], Work[_Thing]],
    parts: Sequence[Sequence[_Thing]],
    sender: Connection,
    copies: Sequence[Connection],
) -> None:
    """Work on some of the parts, in a process of its own, until nobody is there to read of it."""
    for request in _REQUESTS:
        signal.signal(request, signal.SIG_IGN)
    gc.disable()
    for receiver in copies:  # or a pipe without a reader would not be told from a full one
        receiver.close()
    with suppress(BrokenPipeError):
        try:
            work = prepare()
            for part in parts:
                sender.send(work(part))
        except Exception as error:  # noqa: BLE001 - told by whoever reads, like any of his own
            sender.send(error)


@contextmanager
def _uninterrupted(*, copied: bool) -> Iterator[None]:
    """Hold interruptions back. A process that is started meanwhile is never told of any."""
    if os.name == "nt":  # where none can be held back
        yield
        return
    if not copied:
        resource_tracker.ensure_running()  # it is needed, and lets them through as it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _REQUESTS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
