"""The drills by their numbers (reliability 6.2), in words; which file holds which."""

import re
from pathlib import Path

HERE = Path(__file__).parent
DRILLS = {
    1: "Senders die by kill -9 in the middle of a mailing",
    2: "One child of the worker dies with a letter in its hands",
    3: "Beat dies, then the dispatcher too; ten minutes are missed",
    4: "The broker dies again and again, forgets everything, loses its file",
    5: "The broker is gone, then frozen, while people answer and sign in",
    6: "Postgres restarts under load",
    7: "Postgres crashes while forty people press yes",
    8: "The mail server refuses, stalls, hangs up or is away",
    9: "Two of each ticker, and everything noted twice",
    10: "The clocks change, and stand wrong by an hour or two days",
    11: "The disk is full: uploads, temporary files, the database",
    12: "Two hundred people press yes for the last place",
    13: "Fifty cancel while fifty join and offers run out",
    14: "A mailing of ten thousand, and a sign-in code in the middle",
    15: "Mail scanners open every link of every letter",
    16: "Somebody guesses at a sign-in code, many at once",
    17: "A copy, everything lost, the copy put back",
    18: "Somebody is erased; every table is searched for them",
    19: "Somebody subtracts what a trustee can read",
    20: "Every address for every role",
    21: "A new version is put in place during traffic",
    22: "Mixed load for an hour, the broker dying now and then",
    23: "The worker is alive and does nothing",
    24: "Twenty pieces of work ask in waves, three planners at once",
    25: "Every page for every role, read in every way people may need",
    26: "Five journeys by keyboard alone, and as a screen reader is told",
    27: "Eight pages on a slow telephone, three times each",
}


def number_in(name: str) -> int | None:
    """Which drill a test file belongs to."""
    found = re.match(r"test_d(\d\d)_", name)
    return int(found[1]) if found else None


def files_of(number: int) -> list[Path]:
    return sorted(HERE.glob(f"test_d{number:02d}_*.py"))
