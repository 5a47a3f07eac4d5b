"""Puts a whole folder in the place of another in one step, so that no one ever finds half of each there.

While it is made the new folder stands beside the old one, under a name that says by which process.
"""

from __future__ import annotations

import ctypes
import os
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

NEW, OLD = ".{}.new-", ".{}.old"
"""Names of a folder that is being made, and of the one that gives way to it."""

AT_FDCWD, RENAME_EXCHANGE = -100, 2
"""As in linux/fcntl.h and linux/fs.h."""


def make_beside(folder: Path) -> Path | None:
    """A new folder that can take the place of another.

    Args:
        folder: the other, which need not be there.

    Returns:
        The new one; None where there can be none: a link, a disk of its own, and a folder that holds a
        hidden one, which is its owner's, stay where they are.
    """
    if folder.is_symlink() or os.path.ismount(folder):
        return None
    if folder.is_dir() and any(each.name.startswith(".") and each.is_dir() for each in folder.iterdir()):
        return None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = make_named(folder.parent, NEW.format(folder.name))
        new.chmod(folder.stat().st_mode if folder.is_dir() else 0o777 & ~umask())
    except OSError:
        return None
    return new


def swap(new: Path, folder: Path) -> None:
    """Put a new folder in the place of another, which is removed.

    Raises:
        OSError: the system doesn't let it; both are where they were.
    """
    if not folder.exists():
        new.rename(folder)
    elif _exchange(new, folder):
        shutil.rmtree(new, ignore_errors=True)
    else:
        old = folder.with_name(OLD.format(folder.name))
        folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            old.rename(folder)
            raise
        shutil.rmtree(old, ignore_errors=True)


def restore(folder: Path) -> None:
    """Undo what a process has left that was killed while it put a folder in the place of this one."""
    old = folder.with_name(OLD.format(folder.name))
    if old.is_dir() and not folder.exists():
        old.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    remove_left(folder.parent, NEW.format(folder.name))


def make_named(parent: Path, prefix: str) -> Path:
    """A new folder whose name says by which process.

    Raises:
        OSError: it can't be made.
    """
    return Path(mkdtemp(prefix=f"{prefix}{os.getpid()}-", dir=parent))


def remove_left(parent: Path, prefix: str) -> None:
    """Remove the folders with a name of `make_named` whose process has ended."""
    for folder in parent.glob(f"{prefix}*"):
        number = folder.name.removeprefix(prefix).partition("-")[0]
        if not number.isdecimal() or not _is_running(int(number)):
            shutil.rmtree(folder, ignore_errors=True)


def umask() -> int:
    """What new files may not be."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _exchange(one: Path, other: Path) -> bool:
    """Have two folders change places in one step, where the system can (renameat2(2), Linux)."""
    with suppress(AttributeError, OSError):
        rename = ctypes.CDLL(None).renameat2
        return not rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
    return False


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # somebody else's
    return True
