"""What `about` means to people: "meeting:42" is a meeting with a name and a page, which its own floor tells us."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class About:
    """The thing a letter is about: its words, and where it is shown (empty when nowhere)."""

    words: str = ""
    url: str = ""


_words: dict[str, tuple[Callable, str]] = {}
_own: dict[str, str] = {}


def register(word: str, *, names: Callable, page: str, own: str | None = None) -> None:
    """In `AppConfig.ready()`: names(ids) -> {id: words}; `page` is the name of the page that takes the id.

    `own` is the page of whoever got the letter, where theirs is another one; "" when they have none.
    """
    _words[word] = (names, page)
    _own[word] = page if own is None else own


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
