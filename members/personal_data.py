"""The register of personal data: every model, and what access pack, erasure, merging, retention and history do with it.

Each floor registers its own models once, in `AppConfig.ready()`; a test fails for a model that nobody named.
A model that holds nothing about anybody is named too, with the reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Erase(StrEnum):
    DELETE = "the row goes"
    WIPE = "the words go, the row stays for the count"
    TOMBSTONE = "the row stays under a number that leads to nobody"
    UNLINK = "the row is somebody else's; only the link goes"
    HOLD = "the row stays as it is for a time, for the reason that the register gives"


class Export(StrEnum):
    FULL = "given in full"
    OWN_PART = "given as far as it is about them"
    FACT = "given as a fact, without its words or secrets"
    NOT = "not theirs, or of use to nobody"


class Merge(StrEnum):
    MOVE = "goes over to the person who stays"
    KEEP_ONE = "goes over, unless the person who stays has one already"
    DROP = "goes, for it belongs to one sign-in or one moment"
    ANEW = "is counted anew from rows that went over"


class History(StrEnum):
    REDACT = "event rows are redacted with the row"
    NONE = "no history is kept"


@dataclass(frozen=True)
class Record:
    """One model. `paths` names every way from it to a person, and what erasing that person does there.

    `keeps` names columns of words that stay when the row is wiped, for they say nothing about anybody (a key, a
    kind); `hold` is the reason why rows under Erase.HOLD stay, as the receipt and the person read it.
    """

    model: type
    paths: Mapping[str, Erase]
    export: Export
    merge: Merge
    retain: str
    history: History
    keeps: frozenset[str] = frozenset()
    hold: str = ""


_records: dict[type, Record] = {}
_impersonal: dict[type, str] = {}


def register(model, *, paths, export, merge, retain, history, keeps=(), hold=""):
    """Raises ValueError when the model is named already (a second opinion would hide the first), or a hold has no reason."""
    _check_is_new(model)
    if (Erase.HOLD in paths.values()) != bool(hold):
        raise ValueError(f"{model._meta.label}: what is held needs a reason, and only what is held.")
    _records[model] = Record(model, dict(paths), export, merge, retain, history, frozenset(keeps), hold)


def impersonal(model, why):
    """This model is about nobody, because …; raises ValueError when it is named already."""
    _check_is_new(model)
    _impersonal[model] = why


def _check_is_new(model):
    if model in _records or model in _impersonal:
        raise ValueError(f"{model._meta.label} is in the register of personal data already.")


def records():
    """Every registered model, in the order of their names."""
    return sorted(_records.values(), key=lambda record: record.model._meta.label)


def reason_why_impersonal(model):
    """The reason given, or an empty string."""
    return _impersonal.get(model, "")


def find(model):
    """The record of one model, or None."""
    return _records.get(model)
