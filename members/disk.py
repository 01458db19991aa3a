"""How much room there is on a disk, and when that is too little to take in anything more."""

import shutil
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

TOO_FULL = 0.10  # of the disk is free
_takes_it = ContextVar("takes_it", default=False)


@contextmanager
def even_if_low():
    """For what the site itself makes: its demonstration, and what somebody is to fetch and what goes by itself again."""
    token = _takes_it.set(True)
    try:
        yield
    finally:
        _takes_it.reset(token)


@dataclass(frozen=True)
class Room:
    """`free` is a part of one."""

    free_bytes: int
    free: float

    @property
    def percent(self) -> int:
        return int(self.free * 100)

    @property
    def is_low(self) -> bool:
        return self.free < TOO_FULL


def room(folder) -> Room:
    disk = shutil.disk_usage(folder)
    return Room(free_bytes=disk.free, free=disk.free / disk.total if disk.total else 1.0)


def takes_no_more(folder) -> bool:
    """Whether what is brought in is refused there: the rest of the disk is the database's."""
    return not _takes_it.get() and room(folder).is_low
