"""Which addresses are read as whom: those of the table of who may open what (D20), with records that fit."""

from django.urls import NoReverseMatch

from tests import access_matrix as matrix
from tests.access_walk import address_of, pages
from tests.access_world import CAST

NOBODY = "-"
GOES_OUT = {"account_logout", "account_reauthenticate"}


def role_of(letter) -> str:
    return "nobody signed in" if letter == NOBODY else CAST[letter][1]


def of_the_table(world, letter) -> list[tuple[str, str]]:
    """(name, address) of every page that this person may open; the ways in and out stand there for the first two."""
    found = [(name, address_of(world, name, world.mine, letter)) for name, (get, _) in matrix.GET_AND_POST.items()
             if get[letter] == "allow"]  # fmt: skip
    return found + (list(_ways_in(world, letter)) if letter in (NOBODY, "M") else [])


def _ways_in(world, letter):
    for name in pages():
        if name.startswith(matrix.SIGN_IN) and name not in {*matrix.GET_AND_POST, *GOES_OUT}:
            try:
                yield name, address_of(world, name, world.mine, letter)
            except NoReverseMatch:
                continue  # a page of the library's own that wants a key which nobody here was given


def one_of_some(names, *, every):
    """Of the names every so-many-th: the short form."""
    return set(sorted(names)[::every])
