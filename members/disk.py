"""How much room there is on a disk, and when that is too little to take in anything more."""

import shutil
from dataclasses import dataclass

TOO_FULL = 0.10  # of the disk is free


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
