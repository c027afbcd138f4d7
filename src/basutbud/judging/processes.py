"""Work on many things shared out among processes, and what came of it in the things' order.

Each process is told of the parts it is to work on, and sends what it made of them, through a pipe
of its own: no queue, lock or thread is left behind, however a run ends.
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
from itertools import islice
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, Final, TypeVar

_Thing = TypeVar("_Thing")
Work = Callable[[Sequence[_Thing]], bytes]

_REQUESTS: Final = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]


_IN_HAND: Final = 2
"""Parts that a process is told of at a time, so that it never waits to hear of the next."""


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

    Each process calls ``prepare`` for the work, and one that is quicker works on more of the parts.
    To be closed unless it is read to its end.
    """
    copied = can_fork()
    context = get_context("fork") if copied else get_context("spawn")
    crew: list[Any] = []
    due: dict[Any, deque[int]] = {}
    made: dict[int, bytes] = {}
    turns = iter(range(len(parts)))
    try:
        with _uninterrupted(copied=copied):
            for _ in range(number):
                ours, theirs = context.Pipe()
                due[ours] = deque()
                copies = [*due] if copied else []
                arguments = (prepare, parts, theirs, copies)
                process = context.Process(target=_work, args=arguments, daemon=True)
                process.start()
                crew.append(process)
                theirs.close()
        for pipe in [*due] * _IN_HAND:
            due[pipe].extend(_told(pipe, turns))
        for turn in range(len(parts)):
            while turn not in made:
                for pipe in wait([pipe for pipe, awaited in due.items() if awaited]):
                    made[due[pipe].popleft()] = _received(pipe)
                    due[pipe].extend(_told(pipe, turns))
            yield made.pop(turn)
    finally:
        for process in crew:
            process.kill()
            process.join()
        for pipe in due:
            pipe.close()


def _told(pipe: Any, turns: Iterator[int]) -> list[int]:
    """Tell a process of the next part, if there is one, and return which that is."""
    turn = [*islice(turns, 1)]
    try:
        for one in turn:
            pipe.send(one)
    except OSError:
        raise ProcessDied from None
    return turn


def _received(pipe: Any) -> bytes:
    """Return what a process sent, or raise what went wrong there."""
    try:
        made = pipe.recv()
    except (EOFError, OSError):
        raise ProcessDied from None
    if isinstance(made, Exception):
        raise made
    return bytes(made)


def _work(
    prepare: Callable[[], Work[_Thing]],
    parts: Sequence[Sequence[_Thing]],
    pipe: Connection[bytes | Exception, int],
    copies: Sequence[Connection[int, bytes]],
) -> None:
    """Work on some of the parts, in a process of its own, until nobody is there to read of it."""
    for request in _REQUESTS:
        signal.signal(request, signal.SIG_IGN)
    gc.disable()
    for copy in copies:  # or a pipe without a reader would not be told from a full one
        copy.close()
    with suppress(EOFError, OSError):
        try:
            work = prepare()
            while True:
                pipe.send(work(parts[pipe.recv()]))
        except Exception as error:  # noqa: BLE001 - told by whoever reads, like any of his own
            pipe.send(error)
            while True:  # whoever ends while he is told of more is taken to have died
                pipe.recv()


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
