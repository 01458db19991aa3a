"""Finding a date: the page behind the link, the page of one's own, and those of who runs it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from meetings.actions import dates
from meetings.models import DateAnswer, DateAsked, DatePoll, Meeting
from members.models import ContactTask
from members.permissions import by_link
from members.post import abouts, links
from tests import factories as make
from tests.meetings.conftest import NOW

FIRST = datetime(2027, 1, 12, 14, tzinfo=UTC)
SECOND = datetime(2027, 1, 14, 14, tzinfo=UTC)
BY = date(2027, 1, 5)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def days_ahead():
    assert NOW < FIRST


@pytest.fixture
def find(cast):
    """`find(people=[…], ask=True)`: Jo's question about two Tuesdays and Thursdays in January."""

    def made(*, people=None, ask=True, dates_=(FIRST, SECOND), **more):
        fields = {"kind": make.kind(), "title": "Welcome Pack afternoon", "team": cast.team, "answer_by": BY} | more
        poll = dates.create(actor=cast.actor("jo"), now=NOW, dates=list(dates_), people=people, **fields)
        if ask:
            poll = dates.open_poll(poll=poll, actor=cast.actor("jo"), now=NOW)
        return poll

    return made


def line(poll, person):
    return DateAsked.objects.select_related("poll", "person").get(poll=poll, person=person)


def said(poll, person, *words, actor=None):
    options = poll.options.order_by("starts_at")
    suits = {option.pk: word for option, word in zip(options, words, strict=True)}
    return dates.answer(asked=line(poll, person), suits=suits, actor=actor or by_link(person), now=NOW)


def address(poll, person):
    about = {"purpose": "dates", "about": poll.about_word, "expires_at": NOW + timedelta(days=60), "now": NOW}
    return f"/dates/{links.link_for(person=person, **about).token}/"


# ---- by the link, without signing in ---------------------------------------------------------------------------------------
def test_opening_the_link_changes_nothing_and_one_press_saves(cast, find, client):
    poll = find(people=[cast.rowan])
    here = address(poll, cast.rowan)
    for _ in range(3):
        page = client.get(here)
        client.head(here)
    assert page.status_code == 200
    assert not page.cookies.get("sessionid")
    assert not DateAnswer.objects.exists()
    one, two = poll.options.order_by("starts_at")
    saved = client.post(here, {f"date_{one.pk}": "yes", f"date_{two.pk}": "ifneedbe"})
    assert (saved.status_code, saved["Location"]) == (303, here)
    page = client.get(here).content.decode()
    assert "Saved. Thank you" in page
    DateAsked.objects.update(answered_at=timezone.now() - timedelta(minutes=3))
    later = client.get(here).content.decode()
    assert "Saved" not in later
    assert "Your answers" in later
    client.post(here, {f"date_{one.pk}": "no"})
    assert sorted(DateAnswer.objects.values_list("suits", flat=True)) == ["ifneedbe", "no"]


def test_unknown_ended_and_taken_back_links_are_one_and_the_same_page(cast, find, client):
    poll = find(people=[cast.rowan])
    here = address(poll, cast.rowan)
    unknown = client.get("/dates/aaaaaaaaaaaaaaaaaaaaaa/")
    dates.take_off(asked=line(poll, cast.rowan), actor=cast.actor("jo"), now=NOW)
    gone = client.get(here)
    assert (unknown.status_code, gone.status_code) == (404, 404)
    assert unknown.content == gone.content
    assert client.get("/dates/%C3%A9/").status_code == 404


def test_a_press_without_the_token_of_the_page_is_refused(cast, find):
    poll = find(people=[cast.rowan])
    strict = Client(enforce_csrf_checks=True)
    here = address(poll, cast.rowan)
    assert strict.post(here, {f"date_{poll.options.first().pk}": "yes"}).status_code == 403


def test_what_was_ticked_stays_when_it_could_not_be_saved(cast, find, client):
    poll = find(people=[cast.rowan])
    here = address(poll, cast.rowan)
    nothing = client.post(here, {})
    assert nothing.status_code == 409
    assert "Nothing is saved yet" in nothing.content.decode()
    other = find(people=[cast.sam]).options.first()
    wrong = client.post(here, {f"date_{other.pk}": "yes", f"date_{poll.options.first().pk}": "perhaps"})
    assert wrong.status_code == 409
    assert not DateAnswer.objects.exists()


def test_members_see_numbers_never_a_name_and_none_while_they_would_say_what_somebody_said(cast, find, client):
    others = [cast.pat, *(make.person(f"Other {word}") for word in ("Ay", "Bee", "Cee", "Dee"))]
    poll = find(people=[cast.rowan, *others])
    for other, word in zip(others, ("ifneedbe", "yes", "yes", "yes"), strict=False):
        said(poll, other, word, "no")
    said(poll, cast.rowan, "no", "yes")
    here = address(poll, cast.rowan)
    assert "So far:" not in client.get(here).content.decode()
    said(poll, others[4], "yes", "no")
    page = client.get(here).content.decode()
    assert "4 yes, 1 if need be, 1 no" in page
    assert "1 yes, 0 if need be, 5 no" not in page  # all others said no to the second date
    assert cast.pat.first_name not in page.replace("You are answering as", "")


def test_phone_me_instead_makes_one_call(cast, find, client):
    poll = find(people=[cast.rowan])
    here = address(poll, cast.rowan)
    client.post(here, {"ring": "1"})
    client.post(here, {"ring": "1"})
    assert ContactTask.objects.filter(person=cast.rowan, about=poll.about_word).count() == 1
    assert "We will ring you" in client.get(here).content.decode()


def test_a_phone_answer_is_noted_by_staff_in_their_name(cast, find, client, as_user):
    poll = find(people=[cast.sam])
    as_user(client, cast.jo, "coordinator")
    here = reverse("meetings:dates_for", args=[line(poll, cast.sam).pk])
    one, two = poll.options.order_by("starts_at")
    client.post(here, {f"date_{one.pk}": "yes", f"date_{two.pk}": "no"})
    asked = line(poll, cast.sam)
    assert (asked.via, asked.recorded_by) == ("desk", cast.jo)
    page = client.get(reverse("meetings:date_poll", args=[poll.pk])).content.decode()
    assert f"noted by {cast.jo.name}" in page
    assert cast.sam.name in page


def test_who_is_signed_in_answers_on_a_page_of_their_own_and_a_stranger_finds_nothing(cast, find, client, as_user):
    poll = find(people=[cast.tal])
    here = reverse("meetings:dates_mine", args=[poll.pk])
    as_user(client, cast.tal, "trustee")  # a home at the limit of its questions fetches it apart
    assert "Dates to answer" in client.get("/").content.decode()
    assert "Welcome Pack afternoon" in client.get(reverse("meetings:dates_waiting")).content.decode()
    as_user(client, cast.tal, "member")
    assert "Welcome Pack afternoon" in client.get("/").content.decode()
    client.post(here, {f"date_{poll.options.first().pk}": "yes"})
    assert line(poll, cast.tal).answered_at
    assert "Which dates suit you" not in client.get("/").content.decode()
    as_user(client, cast.jo, "coordinator")
    assert "Dates to answer" in client.get("/").content.decode()
    DatePoll.objects.update(answer_by=date(2026, 1, 1))
    waiting = client.get(reverse("meetings:dates_waiting"), headers={"HX-Request": "true"}).content.decode()
    assert "Choose a date" in waiting
    assert "<html" not in waiting
    as_user(client, cast.rowan, "member")
    assert client.get(here).status_code == 404


def test_a_letter_read_again_leads_to_the_page_of_whoever_got_it(cast, find, client, as_user):
    poll = find(people=[cast.rowan])
    assert abouts.one(f"dates:{poll.pk}").url == reverse("meetings:date_poll", args=[poll.pk])
    url = abouts.of([f"dates:{poll.pk}"], own=True)[f"dates:{poll.pk}"].url
    assert as_user(client, cast.rowan, "member").get(url).status_code == 200


# ---- pages -------------------------------------------------------------------------------------------------------------------
def test_a_question_is_written_down_looked_over_and_sent_in_three_pages(cast, client, as_user):
    as_user(client, cast.jo, "coordinator")
    new = reverse("meetings:date_poll_new")
    assert client.get(new).status_code == 200
    soon = datetime.now(UTC).date() + timedelta(days=20)
    words = {
        "title": "Tea",
        "kind": make.kind().pk,
        "minutes": "90",
        "answer_by": soon - timedelta(days=9),
        "once": "a" * 32,
    }
    none = client.post(new, words)
    assert none.status_code == 422
    assert "at least two dates" in none.content.decode()
    twice = words | {"day_1": soon, "time_1": "14:00", "day_2": soon, "time_2": "14:00", "once": "b" * 32}
    assert "stands there twice" in client.post(new, twice).content.decode()
    assert "Tea" in client.post(new, twice).content.decode()
    good = words | {"day_1": soon, "time_1": "14:00", "day_3": soon, "time_3": "18:00", "once": "c" * 32}
    saved = client.post(new, good)
    poll = DatePoll.objects.get()
    assert saved["Location"] == reverse("meetings:date_poll", args=[poll.pk])
    client.post(reverse("meetings:date_poll_people", args=[poll.pk]), {"people": [cast.rowan.pk]})
    assert cast.rowan.name in client.get(saved["Location"]).content.decode()
    client.post(reverse("meetings:date_poll_ask", args=[poll.pk]))
    poll.refresh_from_db()
    assert poll.state == "open"
    option = poll.options.first()
    choose = reverse("meetings:date_poll_choose", args=[poll.pk, option.pk])
    assert "it is?" in client.get(choose).content.decode()
    chosen = client.post(choose)
    assert chosen["Location"] == reverse("meetings:meeting_edit", args=[Meeting.objects.get().pk])
    assert client.post(choose).status_code == 409


def test_the_page_asks_as_often_for_one_person_as_for_three(cast, find, client, as_user, django_assert_max_num_queries):
    as_user(client, cast.jo, "coordinator")
    counted = []
    for people in ([cast.rowan], [cast.rowan, cast.sam, cast.pat]):
        poll = find(people=people)
        for person in people:
            said(poll, person, "yes", "no")
        with django_assert_max_num_queries(16) as asked:
            client.get(reverse("meetings:date_poll", args=[poll.pk]))
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_two_dates_that_suit_as_many_are_both_named(cast, find, client, as_user):
    poll = find(people=[cast.rowan, cast.sam])
    said(poll, cast.rowan, "yes", "yes")
    page = reverse("meetings:date_poll", args=[poll.pk])
    as_user(client, cast.jo, "coordinator")
    assert "Just as many can on" in client.get(page).content.decode()
    said(poll, cast.sam, "yes", "no")
    assert "Just as many can on" not in client.get(page).content.decode()
