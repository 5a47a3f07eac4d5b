"""Runs jobs in processes of their own, as many at a time as there are processors, and tells what they log.

Knows nothing of sites. A job runs in a fork of this process, so that it sees all that is there and leaves
nothing behind; its result comes back pickled. Where the system can't fork safely, jobs run in turn.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import connection
from typing import Any, Generic, NoReturn, TypeVar

T = TypeVar("T")

Job = Callable[[], T]

LOGGER = "mkdocs"
"""What is logged below it is what a build says."""

KILLED = 130
"""Exit code of a process that was interrupted."""


class ProcessError(Exception):
    """A process ended without a result."""


class Recorder(logging.Handler):
    """Keeps what is logged, in a form that can be stored and logged again."""

    def __init__(self) -> None:
        """Start with nothing."""
        super().__init__(logging.INFO)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record without what it refers to."""
        record = logging.makeLogRecord({**record.__dict__, "msg": record.getMessage(), "args": None})
        record.exc_info = None
        self.records.append(record)


@contextmanager
def recording(logger: str = LOGGER) -> Iterator[list[logging.LogRecord]]:
    """What is logged meanwhile."""
    recorder = Recorder()
    logging.getLogger(logger).addHandler(recorder)
    try:
        yield recorder.records
    finally:
        logging.getLogger(logger).removeHandler(recorder)


def log_again(records: Sequence[logging.LogRecord]) -> None:
    """Log records as if what they tell had happened now."""
    for record in records:
        logger = logging.getLogger(record.name)
        if logger.isEnabledFor(record.levelno):
            logger.handle(record)


def run_all(jobs: Sequence[Job[T]], processes: int) -> Iterator[T]:
    """Run jobs; gives their results in order, each with what the job logged before it.

    Args:
        jobs: what to do; results must be picklable.
        processes: how many may run at a time.

    Raises:
        ProcessError: a process was killed.
        Exception: what the first job in order raised that failed; those that still run are ended.
    """
    if processes < 2 or len(jobs) < 2 or not can_fork():
        yield from (job() for job in jobs)
        return
    children: list[Child[T]] = []
    try:
        for number in range(len(jobs)):
            while len(children) <= number or not children[number].is_done:
                running = [child for child in children if not child.is_done]
                if len(children) < len(jobs) and len(running) < processes:
                    children.append(start(jobs[len(children)]))
                    continue
                for pipe in connection.wait([child.pipe for child in running]):
                    next(child for child in running if child.pipe is pipe).receive()
            yield children[number].result()
    finally:
        for child in children:
            child.end()


@contextmanager
def beside(job: Job[T]) -> Iterator[Callable[[], T]]:
    """Run a job in a process of its own while this one goes on, if another processor is there.

    Gives what waits for its result, and raises what it raises. What nobody has waited for is ended.
    """
    if count_processors() < 2 or not can_fork():
        yield job
        return
    child = start(job)
    try:
        yield child.result
    finally:
        child.end()


def can_fork() -> bool:
    """Whether this process can be forked: not on systems where that is unsafe, nor beside other threads."""
    return sys.platform == "linux" and threading.active_count() == 1


def count_processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass
class Child(Generic[T]):
    """A process that runs one job, begun by `start`."""

    pid: int
    pipe: Any
    answer: tuple[list[logging.LogRecord], T | None, BaseException | None] | None = None
    is_done: bool = False

    def receive(self) -> None:
        """Take what it sends; nothing comes of a process that was killed."""
        try:
            self.answer = pickle.loads(self.pipe.recv_bytes())
        except EOFError:
            self.answer = None
        self.end()

    def result(self) -> T:
        """What came of the job, its records logged.

        Raises:
            ProcessError: the process was killed; what the job raises is raised, too.
        """
        if not self.is_done:
            self.receive()
        if self.answer is None:
            raise ProcessError("A process of the build was killed; there may be too little memory.")
        records, result, error = self.answer
        log_again(records)
        if error is not None:
            raise error
        return result  # type: ignore[return-value]

    def end(self) -> None:
        """Wait for its end, or make one."""
        if not self.is_done:
            self.is_done = True
            self.pipe.close()
            if self.answer is None:
                os.kill(self.pid, signal.SIGTERM)
            os.waitpid(self.pid, 0)


def start(job: Job[T]) -> Child[T]:
    """Begin a job, where the system can fork."""
    ours, theirs = connection.Pipe(duplex=False)
    sys.stdout.flush()
    sys.stderr.flush()
    gc.freeze()  # what a collection in the child looks at would no longer be shared with it
    pid = os.fork()
    if pid == 0:
        ours.close()
        _run(job, theirs)
    gc.unfreeze()
    theirs.close()
    return Child(pid, ours)


def _run(job: Job[T], pipe: Any) -> NoReturn:
    """The whole life of a child."""
    code = 0
    try:
        recorder = Recorder()
        logging.getLogger(LOGGER).handlers = [recorder]
        result, error = None, None
        try:
            result = job()
        except KeyboardInterrupt:
            os._exit(KILLED)
        except BaseException as raised:
            error = _portable(raised)
        pipe.send_bytes(pickle.dumps((recorder.records, result, error)))
    except BrokenPipeError:
        code = KILLED
    except BaseException:
        traceback.print_exc()
        code = 1
    os._exit(code)


def _portable(error: BaseException) -> BaseException:
    """An exception that another process can raise, with the place where it was raised in its notes."""
    place = "".join(traceback.format_tb(error.__traceback__)).rstrip()
    try:
        portable: BaseException = pickle.loads(pickle.dumps(error))
    except Exception:
        return ProcessError("".join(traceback.format_exception(error)))
    portable.add_note(f"In a process of the build:\n{place}")
    return portable
