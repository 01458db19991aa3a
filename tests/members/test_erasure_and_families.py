"""Families share a surname: who is named by their own whole name is somebody else, and keeps it."""

import pytest
from django.utils import timezone
from django.utils.html import escape

from members.actions import erasure
from members.models import Enquiry, Letter
from members.post import jobs
from members.queries import traces
from members.queries.needles import needles_of
from projects.models import Activity
from tests import factories as make

pytestmark = pytest.mark.django_db


def ticks(browser, person):
    """What the page offers, and what of it stands ticked already."""
    address = f"/members/{person.pk}/erase/"
    browser.post(f"{address}look/")
    assert jobs.work_one(now=timezone.now())
    page = browser.get(address)
    return {trace.key for trace in page.context["unsure"]}, page.context["ticked"]


def key_of(row, field):
    return f"{row._meta.label_lower}:{row.pk}:{field}"


def test_another_of_the_family_is_no_tick_and_the_surname_alone_is_one(cast, as_user, client):
    assert cast.robin
    make.person("Morwenna Vale", email="morwenna@example.org")
    enquiry = Enquiry.objects.create(name="Penny Vale", received_at=timezone.now())
    known = make.activity("One", people=[cast.rowan], summary="Morwenna Vale read it out.")
    alone = make.activity("Two", people=[cast.rowan], summary="Vale read it out.")
    both = make.activity("Three", people=[cast.rowan], summary="Robin wrote to Morwenna Vale.")
    offered, ticked = ticks(as_user(client, cast.jo, "coordinator"), cast.robin)
    no_ticks = {key_of(known, "summary"), key_of(enquiry, "name")}
    assert no_ticks <= offered
    assert not no_ticks & ticked
    assert {key_of(alone, "summary"), key_of(both, "summary")} <= ticked


def test_where_both_are_named_only_the_one_who_goes_is_taken_out(cast):
    make.person("Morwenna Vale", email="morwenna@example.org")
    kept = make.activity("One", people=[cast.rowan], summary="Morwenna Vale read it out.")
    both = make.activity("Two", people=[cast.rowan], summary="Robin wrote to Morwenna Vale, and Vale was glad.")
    erasure.erase(person=cast.robin, actor=cast.actor("jo"), now=timezone.now())
    assert Activity.objects.get(pk=kept.pk).summary == "Morwenna Vale read it out."
    said = "a member wrote to Morwenna Vale, and a member was glad."
    assert Activity.objects.get(pk=both.pk).summary == said


def test_whoever_has_the_whole_name_too_leaves_it_to_whoever_decides(cast, as_user, client):
    assert cast.robin
    make.person("Robin Vale", email="other@example.org")
    said = make.activity("One", people=[cast.rowan], summary="Robin Vale read it out.")
    _, ticked = ticks(as_user(client, cast.jo, "coordinator"), cast.robin)
    assert key_of(said, "summary") in ticked


def test_a_tick_where_only_another_is_named_takes_that_name_out(cast):
    anna = make.person("Anna Maria Vale", email="anna.maria@example.org")
    make.person("Anna Vale", email="anna@example.org")
    ticked = make.activity("One", people=[cast.rowan], summary="Anna Vale came, and Anna Vale spoke.")
    left = make.activity("Two", people=[cast.rowan], summary="Anna Vale came.")
    erasure.erase(
        person=anna, actor=cast.actor("jo"), now=timezone.now(), theirs={key_of(ticked, "summary")},
    )  # fmt: skip
    assert Activity.objects.get(pk=ticked.pk).summary == "a member came, and a member spoke."
    assert Activity.objects.get(pk=left.pk).summary == "Anna Vale came."


def test_a_tick_takes_out_the_name_that_means_them_and_leaves_those_of_others(cast):
    anna = make.person("Anna Maria Vale", email="anna.maria@example.org")
    for name in ("Anna Vale", "Tom Vale", "Maria Lopez"):
        make.person(name, email=f"{name.replace(' ', '.')}@example.org")
    ticked = make.activity("One", people=[cast.rowan], summary="Anna Vale and Tom Vale thanked Maria Lopez.")
    first = make.activity("Two", people=[cast.rowan], summary="Tom Vale thanked Maria Lopez.")
    keys = {key_of(ticked, "summary"), key_of(first, "summary")}
    erasure.erase(person=anna, actor=cast.actor("jo"), now=timezone.now(), theirs=keys)
    assert Activity.objects.get(pk=ticked.pk).summary == "a member and Tom Vale thanked Maria Lopez."
    assert Activity.objects.get(pk=first.pk).summary == "a member thanked Maria Lopez."


def test_another_whose_name_html_writes_otherwise_keeps_it_whole(cast):
    pat, now = make.person("Pat O'Neil", email="pat@example.org"), timezone.now()
    for name in ("Pat O'Brien", "Ann Vale O'Neil"):
        make.person(name, email=f"{name[-3:]}@example.org")
        html = escape(name)
        both = f"<p>{html} and Pat O&#x27;Neil read it. Pat was glad.</p>"
        assert traces.cover(both, needles_of(pat)) == f"<p>{html} and a member read it. a member was glad.</p>"
        Letter.objects.create(
            key=name,
            kind="mailing",
            person=cast.rowan,
            lane=2,
            due_at=now,
            html=f"<p>{html} read it. Pat was glad.</p>",
        )
    erasure.erase(person=pat, actor=cast.actor("jo"), now=now)
    assert [letter.html for letter in Letter.objects.filter(kind="mailing").order_by("pk")] == [
        "<p>Pat O&#x27;Brien read it. a member was glad.</p>", "<p>Ann Vale O&#x27;Neil read it. a member was glad.</p>"
    ]  # fmt: skip
