"""D20: every address, every role, every object; none unlisted. The negative controls stand beside each check.

In short form whoever may *not* is asked at every address, by one of the two methods where the table refuses both alike: at
half of the addresses each, so that a guard forgotten for one method is met by half of those it let in. Of those who may,
the first of each address and method is asked: that somebody who may is let in is also what every other test of that page
begins with. `make drills` asks them all.
"""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.test import override_settings
from django.urls import get_resolver, path

from coproduction import urls as site_map
from tests import access_matrix as matrix
from tests.access_walk import Walker, address_of, ask, browser, pages, unsafe, word
from tests.access_world import World
from tests.drills import harness

pytestmark = pytest.mark.drill


@pytest.fixture
def world(cast):
    return World(cast)


def unlisted(names):
    """Names of addresses that neither the table nor a family rule knows."""
    families = (matrix.TECHNICAL_ONLY, *matrix.SIGN_IN)
    return [name for name in names if name not in matrix.GET_AND_POST and not name.startswith(families)]


def is_asked(name, method, letter):
    """Whether this form of the drill asks this cell: every refusal by one method at least, and the first who may."""
    tables = dict(zip(("GET", "POST"), matrix.GET_AND_POST[name], strict=True))
    word_of = tables[method][letter]
    if harness.FULL:
        return True
    if word_of == "allow":
        return letter == next(each for each in matrix.LETTERS if tables[method][each] == "allow")
    alike = tables["GET"][letter] == tables["POST"][letter]
    return not alike or method == ("GET", "POST")[(len(name) + matrix.LETTERS.index(letter)) % 2]


def otherwise(world, letter, as_user, names=None):
    """Every cell of one person that is not as the table says, every answer without its headers."""
    client, found = browser(world, letter, as_user, kind=Walker), []
    for name in names or matrix.GET_AND_POST:
        for method, table in zip(("GET", "POST"), matrix.GET_AND_POST[name], strict=True):
            if not is_asked(name, method, letter):
                continue
            data = world.data(name, world.mine) if method == "POST" else None
            answer = ask(client, method, address_of(world, name, world.mine, letter), data)
            if (got := word(answer)) != table[letter]:
                found.append(f"{method} {name} as {letter}: {got}, not {table[letter]}")
            found += [f"{method} {name} as {letter} lacks {header}" for header in unsafe(answer, name)]
    return found


def test_every_address_of_the_site_is_in_the_table_and_no_line_is_left_over():
    names = set(pages())
    assert unlisted(names) == []
    assert set(matrix.GET_AND_POST) - names == set()


@pytest.mark.parametrize("letter", matrix.LETTERS)
def test_asvs_8_2_1_and_14_3_2_every_cell_is_as_the_table_says(world, letter, as_user):
    assert otherwise(world, letter, as_user) == []


def test_the_technical_records_open_for_the_technical_administrator_alone(world, as_user):
    lists = [n for n in pages() if n.startswith("admin:") and n.endswith("_changelist")]
    assert len(lists) >= 5
    for letter in matrix.LETTERS:
        client = browser(world, letter, as_user, kind=Walker)
        for name in ["admin:index", *lists]:
            status = ask(client, "GET", address_of(world, name, world.mine, letter)).status_code
            assert (status == 200) == (letter == "X"), f"{name} as {letter}: {status}"


def test_of_the_pages_to_sign_in_only_the_way_in_is_open(world, as_user):
    nobody = browser(world, "-", as_user)
    for name in {n for n in pages() if n.startswith(matrix.SIGN_IN)} - matrix.SIGN_IN_OPEN:
        assert word(ask(nobody, "GET", address_of(world, name, world.mine, "-"))) == "login", name
        assert word(ask(nobody, "POST", address_of(world, name, world.mine, "-"))) == "login", name


# ---- negative control: an open view is reported -----------------------------------------------------------------------
@login_not_required
def left_open(request, pk):
    return HttpResponse("everything about everybody")


class LeftOpen:
    """The site map with one more address, and with one page whose guard was forgotten."""

    urlpatterns = [
        path("members/everything/", left_open, {"pk": 1}, name="everything"),
        path("members/<int:pk>/", left_open, name="person"),
        *site_map.urlpatterns,
    ]


@pytest.mark.control
@override_settings(ROOT_URLCONF=LeftOpen)
def test_an_open_view_is_reported():
    assert unlisted(pages(get_resolver(LeftOpen))) == ["everything", "person"]


@pytest.mark.control
@override_settings(ROOT_URLCONF=LeftOpen)
def test_a_forgotten_guard_is_reported(world, as_user):
    wrong = [line for letter in matrix.LETTERS for line in otherwise(world, letter, as_user, ["members:person"])]
    assert "GET members:person as -: allow, not login" in wrong
    assert "GET members:person as T: allow, not 404" in wrong
    assert not [line for line in wrong if " as C:" in line]
