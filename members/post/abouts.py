"""What `about` means to people: "meeting:42" is a meeting with a name and a page, which its own floor tells us; and what
a letter about it asks, so that whoever tells it on the telephone writes the answer down there and then."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class About:
    """The thing a letter is about: its words, and where it is shown (empty when nowhere)."""

    words: str = ""
    url: str = ""


@dataclass(frozen=True)
class Question:
    """One question to a person: the buttons that save the answer at `url`, or only the page where it is written down.
    `so_far`: what they answered before, in a word."""

    words: str
    url: str = ""
    name: str = ""
    buttons: list = field(default_factory=list)  # of (value, label, chosen)
    hidden: dict = field(default_factory=dict)
    page: str = ""
    so_far: str = ""


_words: dict[str, tuple[Callable, str]] = {}
_own: dict[str, str] = {}
_askers: dict[str, Callable] = {}


def register(word: str, *, names: Callable, page: str, own: str | None = None) -> None:
    """In `AppConfig.ready()`: names(ids) -> {id: words}; `page` is the name of the page that takes the id.

    `own` is the page of whoever got the letter, where theirs is another one; "" when they have none.
    """
    _words[word] = (names, page)
    _own[word] = page if own is None else own


def register_question(word: str, ask: Callable) -> None:
    """In `AppConfig.ready()`: ask(person_id=, number=, actor=, now=) -> Question, or None when there is nothing to answer
    any more or this actor may not write it down."""
    _askers[word] = ask


def question_of(task, *, actor, now) -> Question | None:
    """What whoever was reached may have answered to a line on *calls and letters*."""
    word, _, number = task.about.partition(":")
    if word not in _askers or not number.isdecimal() or task.person_id is None:
        return None
    return _askers[word](person_id=task.person_id, number=int(number), actor=actor, now=now)


def of(abouts: Iterable[str], *, own: bool = False) -> dict[str, About]:
    """Each about with its words; one question a kind of thing. `own`: as whoever got the letter may open it."""
    ids: dict[str, set[int]] = {}
    for about in set(abouts):
        word, _, number = about.partition(":")
        if word in _words and number.isdecimal():
            ids.setdefault(word, set()).add(int(number))
    found = {}
    for word, numbers in ids.items():
        names, page = _words[word]
        for number, name in names(sorted(numbers)).items():
            found[f"{word}:{number}"] = About(words=name, url=_url(_own.get(word, page) if own else page, number))
    return found


def one(about: str) -> About:
    return of([about]).get(about, About())


def _url(page: str, number: int) -> str:
    try:
        return reverse(page, args=[number])
    except NoReverseMatch:
        return ""
