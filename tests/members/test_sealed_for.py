"""Words sealed for one purpose open nowhere else: a public page reads nothing that a list has sealed."""

import pytest
from django.urls import reverse

from members import lists

pytestmark = pytest.mark.django_db


def test_the_public_page_opens_nothing_that_a_list_sealed(client):
    """Somebody who holds an address of a list is shown no name by a page that asks for no sign-in."""
    sealed = lists.seal("Ivy Stone")
    assert lists.unseal(sealed) == "Ivy Stone"
    page = client.get(reverse("join_done"), {"way": "email", "to": sealed}).text
    assert "Ivy Stone" not in page


def test_a_list_opens_nothing_that_the_public_page_sealed(client):
    sealed = lists.seal("ivy@example.org", what="join")
    assert lists.unseal(sealed, what="join") == "ivy@example.org"
    assert lists.unseal(sealed) == ""
    assert "ivy@example.org" in client.get(reverse("join_done"), {"way": "email", "to": sealed}).text


@pytest.mark.parametrize("words", ["join:somebody", "join\x00somebody", '["join", "somebody"]'])
def test_no_words_of_a_search_pass_for_another_purpose(words):
    assert lists.unseal(lists.seal(words), what="join") == ""
    assert lists.unseal(lists.seal(words)) == words


def test_nothing_stays_nothing():
    assert lists.seal("", what="join") == ""
    assert lists.unseal("", what="join") == lists.unseal("nonsense") == ""
