"""What people said, from the words to the day everybody has been told (LOG-20, LOG-21)."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from meetings.actions import sent_views
from meetings.models import Said
from members.actions import calls
from members.models import ContactTask, Letter
from members.post import delivery, links
from members.rules import Refused
from projects import telling_back
from projects.actions import loop
from projects.models import CLOSING, Contribution, Told
from projects.queries.loop import standing_of, with_all
from tests import factories as make
from tests.factories import Cast

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


def as_it_stands(contribution):
    return with_all(Contribution.objects.filter(pk=contribution.pk)).get()


def deliver(now):
    delivery.deliver_due(now=now)
    telling_back.plan_due(now=now)


@pytest.fixture
def said(cast, welcoming, now):
    """Rowan (email) and Sam (telephone) said it; Ash answers."""
    people, same = [cast.rowan, cast.sam], {"actor": cast.actor("ash"), "now": now}
    return loop.take_up(
        project=welcoming, text="The letters are too small to read", people=people, owner=cast.ash, **same
    )


def test_story_7_cannot_because_budget_closes_only_when_the_last_of_them_has_been_told(cast, said, now):
    deliver(now)
    assert not standing_of(as_it_stands(said)).told  # thanked, which tells nobody what became of it
    same = {"actor": cast.actor("ash"), "now": now}
    loop.respond(contribution=said, answer="cannot", reason="There is no money", decided_by="The Board", **same)
    assert [letter.subject for letter in Letter.objects.filter(kind="loop_not_done", state="sent")] == []
    deliver(now)
    letter = Letter.objects.get(kind="loop_not_done", person=cast.rowan)
    assert letter.state == "sent"
    assert "There is no money" in letter.text
    assert "We couldn’t, because:</strong> There is no money" in letter.html
    said.refresh_from_db()
    assert said.closed_at is None
    call = ContactTask.objects.open().get(letter__kind="loop_not_done", person=cast.sam)
    calls.record(task=call, outcome="spoke", actor=cast.actor("jo"), now=now)
    telling_back.plan_due(now=now)
    said.refresh_from_db()
    assert said.closed_at is not None


def test_views_sent_instead_of_coming_are_an_answer_and_get_one_like_words_said_in_the_room(
    cast, welcoming, client, now
):
    meeting = make.meeting("Welcome", people=[cast.rowan], team=cast.team, lead=cast.ash)
    rsvp = meeting.rsvps.get()
    link = links.link_for(
        purpose="rsvp", about=meeting.about_word, person=cast.rowan, expires_at=meeting.ends_at, now=now
    )
    page = f"/rsvp/{link.token}/views/"
    assert client.get(page).status_code == 200
    rsvp.refresh_from_db()
    assert (rsvp.answer, Said.objects.count()) == ("", 0), "opening it changes nothing"
    assert client.post(page, {"text": "", "quote": "none"}).status_code == 422
    for _ in range(2):
        assert client.post(page, {"text": "The form is too long", "quote": "anonymous"}).status_code == 303
    assert "The form is too long" in words(client.get(page))
    rsvp.refresh_from_db()
    said = Said.objects.get()
    assert (rsvp.answer, said.sent_instead, said.speaker) == ("no", True, cast.rowan)
    made = loop.take_up_said(said=said, project=welcoming, actor=cast.actor("ash"), now=now)
    assert (made.source, made.quote) == ("view", "anonymous")
    assert made.contributors.get().person == cast.rowan
    over = meeting.ends_at + timedelta(minutes=1)
    with pytest.raises(Refused):
        sent_views.send(rsvp=rsvp, text="Too late", actor=cast.actor("rowan"), now=over)


def test_a_yes_waits_for_a_change_and_what_is_different_is_told_to_each(cast, said, now):
    same = {"actor": cast.actor("ash"), "now": now}
    loop.respond(contribution=said, answer="accepted", decided_by="The team", **same)
    deliver(now)
    loop.told_face_to_face(contribution=said, person=cast.sam, **same)
    said.refresh_from_db()
    assert said.closed_at is None
    assert said.reply_by > timezone.localdate(now)
    loop.change(contribution=said, what="All letters are in 16 point", evidence="The new template", **same)
    deliver(now)
    assert "16 point" in Letter.objects.get(kind="loop_outcome", person=cast.rowan).text
    assert "newer news" in Letter.objects.get(kind="loop_thanks", person=cast.sam).reason
    loop.told_face_to_face(contribution=said, person=cast.sam, **same)
    said.refresh_from_db()
    assert said.closed_at is not None


def test_a_letter_that_came_back_opens_the_loop_again(cast, said, now):
    same = {"actor": cast.actor("ash"), "now": now}
    loop.wishes_to_hear(contribution=said, person=cast.sam, wants=False, **same)
    loop.respond(contribution=said, answer="not_ours", reason="The council decides it", decided_by="The team", **same)
    deliver(now)
    said.refresh_from_db()
    assert said.closed_at is not None
    Letter.objects.filter(kind="loop_not_done").update(bounced_at=now)
    telling_back.plan_due(now=now)
    said.refresh_from_db()
    assert said.closed_at is None


def test_refusals_are_sentences_and_nothing_is_lost(cast, said, now, client, as_user):
    same = {"actor": cast.actor("ash"), "now": now}
    with pytest.raises(Refused, match="say why"):
        loop.respond(contribution=said, answer="not_yet", decided_by="The team", **same)
    with pytest.raises(Refused, match="answer it first"):
        loop.change(contribution=said, what="Nothing", **same)
    loop.respond(contribution=said, answer="cannot", reason="No money", decided_by="The team", **same)
    with pytest.raises(Refused, match="nothing changes"):
        loop.change(contribution=said, what="Nothing", **same)
    browser = as_user(client, cast.ash, "staff")
    answer = browser.post(
        f"/projects/said/{said.pk}/answer/",
        {"answer": "partly", "reason": " ", "decided_by": "Somebody", "decided_on": "2026-01-05"},
    )
    assert answer.status_code == 422
    assert "Please say why" in words(answer)
    assert "Somebody" in words(answer)
    assert "Because <span" not in words(answer), "what most answers need does not say that it may be left out"


def test_one_press_makes_a_contribution_of_a_line_of_the_notes(cast, welcoming, now, client, as_user):
    meeting = make.meeting("Advisory Group", people=[cast.rowan], team=cast.team, days=-3)
    line = Said.objects.create(meeting=meeting, text="Bigger letters", speaker=cast.rowan, noted_at=now)
    browser = as_user(client, cast.ash, "staff")
    before = browser.get(f"/projects/said-at/{meeting.pk}/").content.decode()
    assert "See what became of it" not in before
    for _ in range(2):
        there = browser.post(f"/projects/said-at/line/{line.pk}/take/", {"project": welcoming.pk})
    made = Contribution.objects.get()
    assert there["Location"] == f"/projects/said/{made.pk}/"
    assert [each.person for each in made.contributors.all()] == [cast.rowan]
    line.refresh_from_db()
    assert line.became == f"contribution:{made.pk}"
    assert Letter.objects.filter(kind="loop_thanks", person=cast.rowan).count() == 1
    assert (
        f'<a href="/projects/said/{made.pk}/">See what became of it'
        in browser.get(f"/projects/said-at/{meeting.pk}/").content.decode()
    )


def test_ash_writes_it_down_answers_and_reads_who_waits_while_uma_finds_nothing(cast, welcoming, now, client, as_user):
    browser, today = as_user(client, cast.ash, "staff"), timezone.localdate(now)
    said = {"text": "Say who comes", "source": "other", "said_on": today, "reply_by": today, "quote": "none"}
    there = browser.post(f"/projects/{welcoming.pk}/said/new/", {**said, "people": [cast.rowan.pk]})
    page = words(browser.get(there["Location"]))
    assert "Say who comes" in page
    made = Contribution.objects.get()
    assert "Rowan Ashdown" in words(browser.get(f"/projects/{welcoming.pk}/said/"))
    for step, posted in (
        ("how-far", {"words": "We asked the printers", "reply_by": today + timedelta(days=9)}),
        ("answer", {"answer": "accepted", "decided_by": "The team", "decided_on": today}),
        ("change", {"what": "It says who comes", "changed_on": today}),
        ("promise", {"text": "Say who comes", "reply_by": today + timedelta(days=9)}),
    ):
        assert browser.post(f"/projects/said/{made.pk}/{step}/", posted).status_code == 302, step
    browser.post(f"/projects/changes/{made.changes.get().pk}/still-so/", {"still": "0"})
    browser.post(f"/projects/said/{made.pk}/told/", {"person": cast.rowan.pk})
    assert "Everybody told" in words(browser.get(f"/projects/said/{made.pk}/"))
    assert as_user(client, cast.uma, "staff").get(f"/projects/said/{made.pk}/").status_code == 404


def test_the_list_and_my_page_ask_as_much_for_many_as_for_one(cast, welcoming, client, as_user):
    def queries_of(who, role, address):
        browser = as_user(client, who, role)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert browser.get(address).status_code == 200
        return len(asked)

    pages = [(cast.ash, "staff", f"/projects/{welcoming.pk}/said/"), (cast.rowan, "member", "/projects/what-i-said/")]
    make.contribution(welcoming, people=[cast.rowan, cast.sam], answer="accepted", changed="Done")
    first = [queries_of(*each) for each in pages]
    for number in range(60):
        answer = ("", "cannot", "accepted")[number % 3]
        make.contribution(welcoming, text=f"Thing {number}", people=[cast.rowan], answer=answer)
    assert [queries_of(*each) for each in pages] == first


def test_rowan_reads_and_prints_what_became_of_it_and_nobody_else_is_named(cast, said, welcoming, now, client, as_user):
    same = {"actor": cast.actor("ash"), "now": now}
    loop.respond(contribution=said, answer="cannot", reason="There is no money", decided_by="The Board", **same)
    browser = as_user(client, cast.rowan, "member")
    page = words(browser.get("/projects/what-i-said/"))
    assert "There is no money" in page
    assert "Okafor" not in page
    assert browser.get("/projects/what-i-said/print/").content.startswith(b"%PDF")
    assert (
        b"%PDF"
        in as_user(client, cast.jo, "coordinator").get(f"/projects/what-they-said/{cast.rowan.pk}/print/").content
    )
    assert f"/projects/what-they-said/{cast.rowan.pk}/print/" in words(client.get(f"/projects/of/{cast.rowan.pk}/"))
    assert "too small" not in words(as_user(client, cast.robin, "member").get("/projects/what-i-said/"))


@pytest.mark.parametrize(("who", "role"), [("ash", "staff"), ("jo", "coordinator")])
def test_answers_we_owe_and_are_late_with_head_the_home(client, cast, as_user, who, role):
    project = make.project(team=cast.team)
    today = timezone.localdate()
    make.contribution(project, text="The room was cold", reply_by=today - timedelta(days=1))
    make.contribution(project, text="It came in time", reply_by=today)
    make.contribution(make.project("Other", team=cast.other_team), text="Not mine", reply_by=today - timedelta(days=2))
    page = words(as_user(client, getattr(cast, who), role).get("/"))
    assert "The room was cold" in page
    assert page.index('id="loops"') < page.index("<li>", page.index("<h1>"))
    assert "It came in time" not in page
    assert ("Not mine" in page) == (role == "coordinator")


def test_rowan_reads_on_the_home_what_became_of_what_they_said(client, cast, as_user):
    make.contribution(text="A ramp, please", people=[cast.rowan], answer="accepted", changed="There is a ramp")
    page = words(as_user(client, cast.rowan, "member").get("/"))
    assert "<strong>We did it</strong>: There is a ramp" in page
    assert "What became of what I said" not in words(as_user(client, cast.robin, "member").get("/"))


steps = st.lists(
    st.sampled_from(
        ["accepted", "partly", "cannot", "not_yet", "already", "change", "deliver", "far", "meet", "mind", "back"]
    ),
    max_size=9,
)


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=steps)
def test_invariant_4_told_back_is_answered_and_only_hearing_it_closes_a_loop(db, steps):
    with transaction.atomic():
        _invariant_4(Cast(), steps, now=timezone.now())
        transaction.set_rollback(True)


def _invariant_4(cast, steps, *, now):
    project = make.project(team=cast.team)
    same = {"actor": cast.actor("ash"), "now": now}
    said = loop.take_up(project=project, text="A ramp", people=[cast.rowan, cast.sam], owner=cast.ash, **same)
    for step in steps:
        _walk(said, step, cast, same)
        stands = as_it_stands(said)
        told = set(stands.tellings.exclude(told_at=None).exclude(response=None).values_list("response", flat=True))
        assert told <= set(stands.responses.values_list("pk", flat=True))
        assert not Told.objects.filter(kind="thanks").exclude(response=None).exists()
        hearing = {each.person_id for each in stands.contributors.all() if each.wants_to_hear}
        last, change = stands.responses.last(), stands.changes.last()
        heard = stands.tellings.filter(kind__in=CLOSING, response=last, change=change).exclude(told_at=None)
        if stands.closed_at:
            assert last is not None
            assert hearing <= {each.person_id for each in heard}


def _walk(said, step, cast, same):
    it = {"contribution": said, **same}
    try:
        if step == "deliver":
            deliver(same["now"])
        elif step == "far":
            loop.tell_how_far(words="We ask around", reply_by=timezone.localdate() + timedelta(days=3), **it)
        elif step == "meet":
            loop.told_face_to_face(person=cast.sam, **it)
        elif step in ("mind", "back"):
            loop.wishes_to_hear(person=cast.sam, wants=step == "back", **it)
        elif step == "change":
            loop.change(what="There is a ramp", **it)
        else:
            loop.respond(answer=step, reason="" if step == "accepted" else "Because", decided_by="The team", **it)
    except Refused:
        pass
