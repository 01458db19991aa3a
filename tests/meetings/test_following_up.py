"""The day after a meeting, and the weeks after: thank-yous, somebody to ring, actions that come back until they are done."""

from datetime import timedelta

import pytest

from meetings import following_up, months, next_time, wording_after
from meetings.actions import bringing_back, lines
from meetings.models import AgendaItem, Meeting, Notes
from members.models import CheckIn, ContactTask, Letter
from members.post import links
from tests import factories as make
from tests.factories import after as made
from tests.meetings.conftest import START

pytestmark = pytest.mark.django_db
END = START + timedelta(hours=2)
NEXT = END + timedelta(days=1)


@pytest.fixture
def held(cast):
    """The group met; Rowan and Robin came, Sam had said yes and couldn't make it."""
    meeting = make.meeting(
        starts_at=START, team=cast.team, lead=cast.jo, body=cast.group, now=START - timedelta(days=20)
    )
    for person in (cast.rowan, cast.robin, cast.sam):
        make.rsvp(meeting, person, answer="yes")
    for person in (cast.rowan, cast.robin):
        make.attendance(meeting, person)
    make.attendance(meeting, cast.sam, came=False, mode="")
    return meeting


def coming(cast, *, weeks=4):
    return make.meeting(
        "Next",
        starts_at=START + timedelta(weeks=weeks),
        people=[cast.rowan],
        team=cast.team,
        body=cast.group,
        now=START,
    )


def kinds(person):
    return list(Letter.objects.filter(person=person).order_by("kind", "pk").values_list("kind", flat=True))


# ---- the day after ------------------------------------------------------------------------------------------------------
def test_who_came_is_thanked_and_who_could_not_make_it_is_missed_without_blame(cast, held, deliver):
    lines.decide(meeting=held, text="Print it large", actor=cast.actor("jo"), now=START)
    for _ in range(2):
        following_up.plan_due(now=NEXT)
    assert kinds(cast.rowan) == kinds(cast.robin) == ["meeting_thanks"]
    assert kinds(cast.sam) == ["meeting_missed"]
    deliver(NEXT + timedelta(minutes=1))
    script = ContactTask.objects.get(person=cast.sam).script
    assert "you need not tell us why" in script
    assert "Print it large" in script
    foreseen = {f.key for f in following_up.forecast(now=END, until=NEXT)}
    assert foreseen == set(Letter.objects.filter(about=held.about_word).values_list("key", flat=True))


def test_the_months_clock_can_ask_when_each_step_happened(cast, held, deliver):
    steps = ("thank_you", "draft_notes", "notes_agreed")
    assert all(months.happened(step, [held.pk], now=NEXT) == {} for step in steps)
    following_up.plan_due(now=NEXT)
    deliver(NEXT)
    made.notes(held, agreed_at=END + timedelta(days=9))
    found = {step: months.happened(step, [held.pk], now=NEXT) for step in steps}
    assert found["thank_you"][held.pk] >= following_up.next_morning(held)
    assert found["draft_notes"] == {held.pk: NEXT}
    assert found["notes_agreed"] == {held.pk: END + timedelta(days=9)}


def test_whoever_gets_letters_by_post_finds_a_slip_without_a_name_in_it(cast, held):
    pat = make.person("Pat Marsh", post="1 Mill Lane")
    extra = [make.person(f"Guest {word}", email=f"{word}@example.org".lower()) for word in ("Ay", "Bee", "Cee", "Dee")]
    for person in (pat, *extra):
        make.attendance(held, person)
    following_up.plan_due(now=NEXT)
    letter = Letter.objects.select_related("person").get(person=pat, kind="meeting_thanks")
    script = wording_after.thanks(letter, now=NEXT).script
    assert "3. I felt listened to.\n   [ ] yes, very much" in script
    assert "[ ] We decided together" in script
    assert "cut your name off" in script


def test_one_press_on_the_page_behind_the_letter_brings_a_call(client, cast, held):
    link = links.link_for(
        person=cast.rowan, purpose="after", about=held.about_word, expires_at=END + timedelta(days=9999), now=START
    )
    client.get(f"/after/{link.token}/")
    assert not CheckIn.objects.exists()
    assert client.post(f"/after/{link.token}/check-in/", {"outcome": "call"}).status_code == 303
    assert CheckIn.objects.get().outcome == "call"
    assert ContactTask.objects.filter(person=cast.rowan, way="phone").count() == 1
    assert "We ring you" in client.get(f"/after/{link.token}/").content.decode()


def test_whoever_ran_a_hard_meeting_is_asked_how_they_are(cast, held):
    following_up.plan_due(now=NEXT)
    assert not CheckIn.objects.exists()
    held.content_note = "We speak about loss"
    held.save()
    for _ in range(2):
        following_up.plan_due(now=NEXT)
    assert [(c.person, c.sort) for c in CheckIn.objects.all()] == [(cast.jo, "ran_it")]


# ---- actions ------------------------------------------------------------------------------------------------------------
def nudges(person, *, until):
    day = END
    while day <= until:
        following_up.plan_due(now=day)
        following_up.plan_due(now=day)
        day += timedelta(days=1)
    found = Letter.objects.filter(person=person, kind__startswith="meeting_action").order_by("due_at", "pk")
    return list(found.values_list("kind", "due_at__date", "facts__late"))


def test_staff_are_reminded_three_days_before_and_a_day_after_and_the_coordinator_on_mondays(cast, held):
    due = END.date() + timedelta(days=10)  # Friday 18 December
    made.action(held, owner=cast.ash, due_on=due)
    assert nudges(cast.ash, until=END + timedelta(days=20)) == [
        ("meeting_action", due - timedelta(days=3), 0), ("meeting_action", due + timedelta(days=1), 1),
    ]  # fmt: skip
    mondays = Letter.objects.filter(person=cast.jo, kind="meeting_actions_overdue").values_list("key", flat=True)
    assert [key.split(":")[1] for key in mondays.order_by("key")] == ["2026-12-21", "2026-12-28"]


def test_a_member_is_reminded_gently_and_once_and_nobody_of_what_is_done(cast, held):
    due = END.date() + timedelta(days=10)
    made.action(held, owner=cast.rowan, due_on=due)
    made.action(held, "Done already", owner=cast.robin, due_on=due, state="done", closed_on=END.date())
    found = nudges(cast.rowan, until=END + timedelta(days=20))
    assert [(when, late) for _, when, late in found] == [(due - timedelta(days=3), 0)]
    assert not Letter.objects.filter(person=cast.robin, kind="meeting_action").exists()


def test_an_organisation_is_reminded_through_who_speaks_for_it_and_a_team_through_its_staff(cast, held):
    due = END.date() + timedelta(days=4)
    made.action(held, organisation=cast.organisation, due_on=due)
    made.action(held, team=cast.team, due_on=due)
    cast.kim, cast.ash, cast.uma  # noqa: B018 — made when first asked for
    assert len(nudges(cast.kim, until=END + timedelta(days=7))) == 1
    assert Letter.objects.filter(person=cast.ash, kind="meeting_action").count() == 2
    assert not Letter.objects.filter(person=cast.uma, kind="meeting_action").exists()


def test_a_reminder_whose_action_is_done_stays_here(cast, held, deliver):
    action = made.action(held, owner=cast.ash, due_on=END.date() + timedelta(days=4))
    following_up.plan_due(now=END + timedelta(days=1, hours=20))
    lines.end(action=action, state="done", actor=cast.actor("jo"), now=END)
    deliver(END + timedelta(days=3))
    assert Letter.objects.get(person=cast.ash, kind="meeting_action").state == "withheld"


def test_a_reminder_stays_here_when_somebody_else_does_it_by_now(cast, held, deliver):
    action = made.action(held, owner=cast.rowan, due_on=END.date() + timedelta(days=4))
    following_up.plan_due(now=END + timedelta(days=1, hours=20))
    lines.change(line=action, owner=cast.robin, actor=cast.actor("jo"), now=END)
    deliver(END + timedelta(days=3))
    letter = Letter.objects.get(person=cast.rowan, kind="meeting_action")
    assert (letter.state, letter.reason) == ("withheld", "Somebody else does it now.")


def test_nothing_is_called_done_while_the_notes_are_still_being_written(client, cast, held, as_user):
    made.notes(held, sent=False)
    as_user(client, cast.rowan)
    address = f"/meetings/{coming(cast).pk}/since/"
    page = client.get(address).content.decode()
    assert "Everything is done" not in page
    assert "still being written" in page
    Notes.objects.update(sent_at=NEXT)
    assert "Everything is done" in client.get(address).content.decode()


def test_open_actions_come_back_unasked_with_what_was_done_since(client, cast, held, as_user):
    made.notes(held, agreed_at=NEXT)
    made.decision(held, decided_by=cast.group)
    made.action(held, "Still to ring", owner=cast.robin)
    made.action(held, "Rung already", state="done", closed_on=NEXT.date())
    made.action(held, "Will not be", state="dropped", because="No money this year", closed_on=NEXT.date())
    next_one = coming(cast)
    as_user(client, cast.rowan)
    page = client.get(f"/meetings/{next_one.pk}/since/").content.decode()
    for words in ("Print the pack in large letters", "Still to ring", "Rung already", "No money this year", "R.V."):
        assert words in page
    assert "Robin" not in page
    link = links.link_for(
        person=cast.rowan, purpose="rsvp", about=next_one.about_word, expires_at=END + timedelta(days=9999), now=START
    )
    behind = client.get(f"/rsvp/{link.token}/since/").content.decode()
    assert "Still to ring" in behind
    assert "Robin" not in behind
    after_next = coming(cast, weeks=8)
    assert "Still to ring" in [a.text for a in next_time.carried_to(after_next)]


def test_they_stand_on_the_next_agenda_once_and_whoever_takes_them_off_is_not_asked_again(cast, held):
    made.notes(held)
    made.action(held, "Still to ring.", owner=cast.robin)
    next_one, after_next = coming(cast), coming(cast, weeks=5)
    for _ in range(2):
        bringing_back.bring_back(now=NEXT)
    found = AgendaItem.objects.filter(meeting=next_one).order_by("position")
    assert [(item.title, item.came_from) for item in found] == [
        ("What we said we would do", "action"), ("Are the notes of last time right?", "standing"),
    ]  # fmt: skip
    assert found[0].summary == "Still to ring."
    assert not AgendaItem.objects.filter(meeting=after_next).exists()
    made.action(held, "And to write")
    bringing_back.bring_back(now=NEXT)
    assert AgendaItem.objects.get(source="actions").summary == "Still to ring.\nAnd to write."
    AgendaItem.objects.get(source="actions").delete()
    bringing_back.bring_back(now=NEXT)
    assert not AgendaItem.objects.filter(source="actions").exists()


def test_only_whose_it_is_ends_an_action_on_the_list(client, cast, held, as_user):
    action = made.action(held, "Ring the printer", owner=cast.rowan)
    as_user(client, cast.robin)
    assert client.post(f"/meetings/actions/{action.pk}/", {"state": "done"}).status_code == 404
    as_user(client, cast.rowan)
    assert "Ring the printer" in client.get("/meetings/actions/").content.decode()
    assert client.post(f"/meetings/actions/{action.pk}/", {"state": "dropped"}).status_code == 409
    client.post(f"/meetings/actions/{action.pk}/", {"state": "done"})
    action.refresh_from_db()
    assert action.state == "done"


def test_who_may_not_see_a_meeting_reads_its_day_and_not_its_title(client, cast, held, as_user):
    Meeting.objects.filter(pk=held.pk).update(title="About the pay dispute")
    made.action(held, "Ring the printer", owner=cast.kim)
    as_user(client, cast.kim)
    page = client.get("/meetings/actions/").content.decode()
    assert "From a meeting on" in page
    assert "pay dispute" not in page
    as_user(client, cast.ash)
    made.action(held, "Ring again", owner=cast.ash)
    assert "pay dispute" in client.get("/meetings/actions/").content.decode()


def test_the_list_of_actions_asks_as_much_for_three_as_for_one(
    client, cast, held, as_user, django_assert_max_num_queries
):
    as_user(client, cast.jo)
    made.action(held, "One", owner=cast.rowan)
    with django_assert_max_num_queries(30) as first:
        client.get("/meetings/actions/")
    made.action(held, "Two", owner=cast.robin)
    made.action(held, "Three", owner=cast.sam)
    with django_assert_max_num_queries(len(first.captured_queries)):
        client.get("/meetings/actions/")
