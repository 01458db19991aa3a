"""A text that was agreed and published is for anybody to read, and names no person (DEC-03)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from projects.actions import deciding, taking_on, texts
from tests import factories as make
from tests.projects.agreed import ask, take, words

pytestmark = pytest.mark.django_db
LIST = "/what-we-agreed/"


@pytest.fixture
def agreed(cast, text, same, now):
    """Agreed by one organisation, taken on by it, not by the other; Rowan stands beside it and still objects to a word."""
    make.representative(cast.organisation, cast.rowan, part="lived_experience")
    other = make.organisation("Second Chair")
    decision = ask(text, same, way="majority", quorum=1, enough_percent=51)
    take(decision, cast.organisation, "for", same)
    take(decision, other, "for", same)
    deciding.decide(decision=decision, outcome="agreed", outcome_words="Yes", **same)
    text.refresh_from_db()
    taken = {"version": text.agreed_version, "ratified_on": timezone.localdate(now), "by_whom": "Kim Ferrant, chair"}
    taking_on.ratify(agreement=text, organisation=cast.organisation, how="as_it_is", **taken, **same)
    taking_on.ratify(agreement=text, organisation=other, how="not", note="Too short", **taken, **same)
    return text


def publish(text, same, **more):
    return taking_on.publish(agreement=text, version=text.agreed_version, note="Read aloud once a year", **more, **same)


def test_it_stands_in_public_only_while_it_is_published_and_the_front_page_leads_there(client, agreed, same):
    here = reverse("agreed_text", args=[agreed.pk])
    assert client.get(here).status_code == 404
    assert agreed.title not in words(client.get(LIST))
    assert LIST not in words(client.get("/"))
    publish(agreed, same)
    assert LIST in words(client.get("/"))
    assert here in words(client.get(LIST))
    shown = words(client.get(here))
    for there in (
        "Together from the first idea.",
        "We begin together.",
        "Read aloud once a year",
        "Independent Mental Health",
    ):
        assert there in shown
    for not_there in ("Second Chair", "Too short", "Kim", "Rowan", "Jo Hartley", "noindex"):
        assert not_there not in shown
    assert not client.cookies
    assert client.post(here).status_code == 405
    taking_on.take_back(agreement=agreed, **same)
    assert client.get(here).status_code == 404
    assert LIST not in words(client.get("/"))


def test_a_draft_that_is_written_since_does_not_stand_there(client, agreed, same):
    publish(agreed, same)
    clauses = [{"thread": 1, "words": "Only now and then.", "plain": "Sometimes."}]
    texts.write(agreement=agreed, clauses=clauses, what_changed="Less", on_version=1, **same)
    shown = words(client.get(reverse("agreed_text", args=[agreed.pk])))
    assert "Together from the first idea." in shown
    assert "Only now and then." not in shown


def test_the_pages_ask_as_many_questions_for_three_as_for_one(client, cast, agreed, same):
    publish(agreed, same)
    here = reverse("agreed_text", args=[agreed.pk])
    with CaptureQueriesContext(connection) as one:
        client.get(here), client.get(LIST)
    for name in ("Third Chair", "Fourth Chair"):
        taking_on.ratify(
            agreement=agreed, version=agreed.agreed_version, organisation=make.organisation(name), how="as_it_is",
            ratified_on=timezone.localdate(), by_whom="the board", **same,
        )  # fmt: skip
        more = texts.begin(title=name, about="", body=cast.network, **same)
        version = texts.write(agreement=more, clauses=[{"thread": None, "words": "Yes", "plain": ""}], **same)
        more.published_at, more.published_version = same["now"], version
        more.save()
    with CaptureQueriesContext(connection) as many:
        assert "Fourth Chair" in words(client.get(here))
        assert "Fourth Chair" in words(client.get(LIST))
    assert len(many) == len(one)
