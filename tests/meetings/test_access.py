"""What people need at a meeting: it becomes a task by itself, is arranged, and they say whether it was right."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings import afterwards, provided, sheets
from meetings.actions import planning, provisions, register, rsvps
from meetings.models import Answer, Provision, Rsvp, ThisTime, Told
from members.actions import consents, passports
from members.models import Consent, Letter, RoleGrant
from members.permissions import Role, by_link
from members.post import links
from members.rules import Refused
from tests.meetings.conftest import NOW, START

pytestmark = pytest.mark.django_db
LATE = START - timedelta(days=2)


def needs(cast, person, **told):
    actor = cast.actor("jo").at_the_desk_for(person)
    consents.give(person=person, consent=Consent.LIVED_EXPERIENCE, how="spoken", actor=actor, now=NOW)
    passports.save(person=person, needs={slug: (which, "") for slug, which in told.items()}, actor=actor, now=NOW)


def say(meeting, person, answer, *, mode="", now=NOW):
    rsvp = Rsvp.objects.select_related("meeting").get(meeting=meeting, person=person)
    return rsvps.answer(rsvp=rsvp, answer=answer, mode=mode, actor=by_link(person), now=now)


def tell(meeting, person, *, words="", keep=None, now=NOW, **told):
    rsvp = Rsvp.objects.select_related("meeting", "person").get(meeting=meeting, person=person)
    return rsvps.details(rsvp=rsvp, words=words, told=Told(**told), keep=keep, actor=by_link(person), now=now)


def on_the_list(meeting):
    return [(p.person.first_name, p.flag, p.state) for p in provided.checklist(meeting)]


def test_a_yes_of_somebody_with_needs_becomes_tasks_for_whoever_runs_the_meeting(cast, plan):
    needs(cast, cast.rowan, large_print="18 point", loop="", lip_reads="")
    meeting = plan(people=[cast.rowan, cast.robin], publish=True, lead=cast.ash)
    say(meeting, cast.rowan, "yes", mode="room")
    say(meeting, cast.robin, "yes", mode="room")
    afterwards.plan_due(now=NOW)
    afterwards.plan_due(now=NOW)
    assert on_the_list(meeting) == [
        ("Rowan", "Hearing loop", "requested"), ("Rowan", "Large print 18 point", "requested"),
    ]  # fmt: skip
    loop = Provision.objects.get(need="loop")
    assert (loop.owner, str(loop.due_on), loop.is_late) == (cast.ash, "2026-12-03", False)


def test_a_loop_is_nothing_for_somebody_who_takes_part_online(cast, plan):
    needs(cast, cast.rowan, loop="", captions="")
    meeting = plan(people=[cast.rowan], publish=True)
    say(meeting, cast.rowan, "yes", mode="online")
    afterwards.plan_due(now=NOW)
    assert [flag for _, flag, _ in on_the_list(meeting)] == ["Speech-to-text captions"]
    say(meeting, cast.rowan, "yes", mode="room")
    afterwards.plan_due(now=NOW)
    assert [flag for _, flag, _ in on_the_list(meeting)] == ["Speech-to-text captions", "Hearing loop"]


def test_a_no_takes_away_what_nobody_began_and_says_so_about_what_was_booked(cast, plan):
    needs(cast, cast.rowan, bsl="", loop="")
    meeting = plan(people=[cast.rowan], publish=True)
    say(meeting, cast.rowan, "yes", mode="room")
    afterwards.plan_due(now=NOW)
    provisions.move(provision=Provision.objects.get(need="bsl"), state="arranged", actor=cast.actor("jo"), now=NOW)
    say(meeting, cast.rowan, "no")
    afterwards.plan_due(now=NOW)
    assert on_the_list(meeting) == [("Rowan", "BSL interpreter", "called_off")]
    say(meeting, cast.rowan, "yes", mode="room")
    afterwards.plan_due(now=NOW)
    assert [(f, s) for _, f, s in on_the_list(meeting)] == [
        ("BSL interpreter", "requested"),
        ("Hearing loop", "requested"),
    ]


def test_what_is_taken_back_is_off_the_checklist_at_once(cast, plan):
    needs(cast, cast.rowan, loop="")
    meeting = plan(people=[cast.rowan], publish=True)
    say(meeting, cast.rowan, "yes", mode="room")
    afterwards.plan_due(now=NOW)
    facts = {"person": cast.rowan, "consent": Consent.LIVED_EXPERIENCE, "how": "online", "now": NOW}
    consents.withdraw(**facts, actor=by_link(cast.rowan))
    assert on_the_list(meeting) == []
    afterwards.plan_due(now=NOW)
    assert not Provision.objects.exists()


def test_what_was_met_stays_a_number_when_the_need_itself_is_forgotten(cast, plan):
    needs(cast, cast.rowan, loop="", bsl="")
    meeting = plan(people=[cast.rowan], publish=True)
    say(meeting, cast.rowan, "yes", mode="room")
    afterwards.plan_due(now=NOW)
    rsvp = Rsvp.objects.select_related("meeting").get(person=cast.rowan)
    after = meeting.ends_at + timedelta(days=1)
    provisions.was_it_right(rsvp=rsvp, verdict="not_met", words="No loop", actor=by_link(cast.rowan), now=after)
    Provision.objects.filter(meeting=meeting).update(asked_at=NOW)
    planning.Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=NOW - timedelta(days=2), ends_at=NOW - timedelta(days=1)
    )
    provisions.forget(person=cast.rowan, now=NOW)
    assert {(p.need, p.because) for p in Provision.objects.all()} == {("", "Not kept.")}
    assert provided.met([meeting])["not_met"] == 2
    history = Provision.pgh_event_models["update"].objects if hasattr(Provision, "pgh_event_models") else None
    if history is not None:
        assert not history.exclude(need="").exists()


def test_a_need_after_the_day_to_answer_by_reaches_the_organiser_within_the_hour(cast, plan, deliver):
    meeting = plan(people=[cast.rowan], publish=True, lead=cast.ash)
    say(meeting, cast.rowan, "yes", mode="room")
    deliver(NOW)
    needs(cast, cast.rowan, bsl="")
    afterwards.plan_due(now=LATE)
    assert deliver(LATE) == [("Ash", "email", "late_need")]
    letter = Letter.objects.get(kind="meeting_late_need")
    assert "Rowan" not in letter.text + letter.html
    assert "BSL" not in letter.text + letter.subject
    assert f"/meetings/{meeting.pk}/access/" in letter.text
    afterwards.plan_due(now=LATE + timedelta(minutes=1))
    assert deliver(LATE + timedelta(minutes=1)) == []


def test_without_a_lead_every_coordinator_is_told(cast, plan, deliver):
    meeting = plan(people=[cast.rowan], publish=True, lead=None)
    say(meeting, cast.rowan, "yes", mode="room")
    deliver(NOW)
    tell(meeting, cast.rowan, words="A lamp", now=LATE)
    assert ("Jo", "email", "late_need") in deliver(LATE)


def test_food_travel_and_company_are_told_after_the_answer_and_become_tasks(cast, plan):
    meeting = plan(people=[cast.rowan], publish=True)
    with pytest.raises(Refused):
        tell(meeting, cast.rowan, food=["vegan"])
    say(meeting, cast.rowan, "yes", mode="room")
    tell(
        meeting,
        cast.rowan,
        words="A seat by the door",
        food=["vegan"],
        food_other="nuts",
        allergy="severe",
        travel="taxi",
        dog=True,
    )
    assert [flag for _, flag, _ in on_the_list(meeting)] == [
        "Something else this time", "Help with the way", "Food", "Room for who comes with them",
    ]  # fmt: skip
    tell(meeting, cast.rowan)
    assert on_the_list(meeting) == []


def test_a_supporter_takes_a_seat_and_the_next_person_waits(cast, plan, deliver):
    meeting = plan(people=[cast.rowan, cast.sam, cast.robin], publish=True, room_places=2)
    say(meeting, cast.rowan, "yes", mode="room")
    assert tell(meeting, cast.rowan, supporter=True).brings_seated == 1
    assert say(meeting, cast.robin, "yes", mode="room").place_no is None
    tell(meeting, cast.rowan)
    assert Rsvp.objects.get(person=cast.robin).place_no == 2


def test_when_no_seat_is_free_she_keeps_hers_and_her_supporter_is_next(cast, plan, deliver):
    meeting = plan(people=[cast.rowan, cast.robin], publish=True, room_places=2)
    say(meeting, cast.rowan, "yes", mode="room")
    say(meeting, cast.robin, "yes", mode="room")
    told = tell(meeting, cast.rowan, supporter=True)
    assert (told.place_no, told.brings_seated) == (1, 0)
    assert ("Rowan", "A seat for who comes with them", "requested") in on_the_list(meeting)
    deliver(NOW)
    say(meeting, cast.robin, "no")
    rowan = Rsvp.objects.get(person=cast.rowan)
    assert (rowan.place_no, rowan.brings_seated) == (1, 1)
    assert ("Rowan", "email", "company") in deliver(NOW)
    afterwards.plan_due(now=NOW)
    assert [flag for _, flag, _ in on_the_list(meeting)] == ["Room for who comes with them"]


def test_it_is_kept_for_next_time_only_with_consent_and_then_not_asked_again(cast, plan):
    first = plan(people=[cast.rowan], publish=True)
    say(first, cast.rowan, "yes", mode="room")
    tell(first, cast.rowan, food=["vegan"], supporter=True, skip="Restraint", keep=True)
    second = plan(people=[cast.rowan], publish=True, starts_at=START + timedelta(days=28))
    say(second, cast.rowan, "yes", mode="room")
    afterwards.plan_due(now=NOW)
    assert not ThisTime.objects.filter(rsvp__meeting=second).exists()
    needs(cast, cast.rowan)
    tell(first, cast.rowan, food=["vegan"], supporter=True, skip="Restraint", keep=True)
    afterwards.plan_due(now=NOW)
    kept = ThisTime.objects.get(rsvp__meeting=second)
    assert (kept.words.food, kept.words.supporter, kept.words.skip) == (["vegan"], True, "")
    assert Rsvp.objects.get(meeting=second).brings_seated == 1
    tell(second, cast.rowan, keep=False)
    afterwards.plan_due(now=NOW)
    assert not ThisTime.objects.get(rsvp__meeting=second).told


def test_thirty_days_later_what_was_told_is_gone(cast, plan):
    meeting = plan(people=[cast.rowan], publish=True)
    say(meeting, cast.rowan, "yes", mode="room")
    tell(meeting, cast.rowan, words="A lamp", food=["vegan"])
    afterwards.forget_due(now=meeting.ends_at + timedelta(days=29))
    assert ThisTime.objects.exists()
    afterwards.forget_due(now=meeting.ends_at + timedelta(days=30))
    assert not ThisTime.objects.exists()
    assert Rsvp.objects.get().different is None


def test_the_link_page_adds_and_never_shows(client, cast, plan):
    meeting = plan(people=[cast.rowan], publish=True, starts_at=timezone.now() + timedelta(days=20), now=timezone.now())
    say(meeting, cast.rowan, "yes", mode="room", now=timezone.now())
    link = links.link_for(
        person=cast.rowan, purpose="rsvp", about=meeting.about_word, expires_at=meeting.ends_at, now=timezone.now()
    )
    url = f"/rsvp/{link.token}/details/"
    assert client.post(url, {"supporter": "on", "food_other": "celery", "share_host": "on"}).status_code == 303
    assert client.post(url, {"words": "A lamp please"}).status_code == 303
    shown = client.get(url).content.decode() + client.get(f"/rsvp/{link.token}/").content.decode()
    assert "celery" not in shown
    assert "lamp please" not in shown
    assert "checked" not in client.get(url).content.decode()
    told = ThisTime.objects.get().words
    assert (told.supporter, told.food_other) == (True, "celery")
    assert Rsvp.objects.get().different == "A lamp please"
    client.post(url, {"forget": "on"})
    assert not ThisTime.objects.get().told
    assert Rsvp.objects.get().brings == 0


def test_the_sheet_counts_needs_and_names_only_who_agreed_for_this_reader(cast, plan):
    needs(cast, cast.rowan, loop="", large_print="18 point", email_only="")
    needs(cast, cast.robin, loop="", topics="")
    meeting = plan(people=[cast.rowan, cast.robin], publish=True)
    for person in (cast.rowan, cast.robin):
        say(meeting, person, "yes", mode="room")
    tell(meeting, cast.robin, skip="Restraint", question="Who pays?", supporter=True, food=["halal"])
    consents.give(
        person=cast.rowan,
        consent=Consent.ACCESS_HOST,
        how="online",
        actor=by_link(cast.rowan),
        now=NOW,
        about=meeting.about_word,
    )
    chair = sheets.words_of(meeting, reader="chair", now=NOW)
    assert chair["needs"][0] == "2 × Hearing loop"
    assert chair["names"] == [["Rowan Ashdown", "Large print 18 point, Hearing loop"]]
    assert (chair["skips"], chair["questions"], chair["food"]) == (["Restraint"], ["Who pays?"], ["1 × halal"])
    assert "Robin" not in str(chair)
    venue = sheets.words_of(meeting, reader="venue", now=NOW)
    assert venue["needs"] == ["2 × Hearing loop"]
    assert venue["seats"] == ["1 seat beside somebody, for who comes with them"]
    assert (venue["names"], venue["skips"]) == ([], [])
    assert sheets.access_sheet(meeting, reader="chair", now=NOW).startswith(b"%PDF")


def test_ash_works_through_the_checklist_and_uma_does_not_see_it(client, cast, plan, as_user):
    now = timezone.now()
    needs(cast, cast.rowan, braille="", loop="")
    meeting = plan(people=[cast.rowan], publish=True, starts_at=now + timedelta(days=20), now=now)
    say(meeting, cast.rowan, "yes", mode="room", now=now)
    afterwards.plan_due(now=now)
    as_user(client, cast.uma)
    loop = Provision.objects.get(need="loop")
    assert client.get(f"/meetings/{meeting.pk}/access/").status_code == 403
    assert client.post(f"/meetings/access/{loop.pk}/", {"state": "arranged"}).status_code == 404
    as_user(client, cast.ash)
    page = client.get(f"/meetings/{meeting.pk}/access/").content.decode()
    assert "2 things still to arrange" in page
    assert "It is made" in page
    client.post(f"/meetings/access/{loop.pk}/", {"state": "arranged"})
    client.post(f"/meetings/access/{loop.pk}/", {"state": "confirmed"})
    loop.refresh_from_db()
    assert (loop.state, loop.confirmed_on) == ("confirmed", timezone.localdate(now))
    refused = client.post(f"/meetings/access/{loop.pk}/", {"state": "not_met"})
    assert refused.status_code == 409
    assert "why it could not be met" in refused.content.decode()
    assert client.post(f"/meetings/access/{loop.pk}/", {"state": "met"}).status_code == 409
    assert "Braille" in client.get(f"/meetings/{meeting.pk}/").content.decode()
    tell(meeting, cast.rowan, words="A lamp by my seat", food=["vegan"], food_other="celery", allergy="severe", now=now)
    page = client.get(f"/meetings/{meeting.pk}/access/").content.decode()
    assert "“A lamp by my seat”" in page
    assert "“Vegan, celery. It is dangerous for me”" in page
    assert client.get(f"/meetings/{meeting.pk}/access/sheet.pdf").content.startswith(b"%PDF")


def test_the_day_after_rowan_is_asked_and_her_word_wins(client, cast, plan, deliver):
    needs(cast, cast.rowan, loop="")
    needs(cast, cast.robin, loop="")
    meeting = plan(people=[cast.rowan, cast.robin, cast.sam], publish=True)
    for person in (cast.rowan, cast.robin, cast.sam):
        say(meeting, person, "yes", mode="room")
    afterwards.plan_due(now=NOW)
    register.mark(meeting=meeting, person=cast.robin, came=False, actor=cast.actor("jo"), now=meeting.ends_at)
    provisions.move(
        provision=Provision.objects.get(person=cast.rowan), state="met", actor=cast.actor("jo"), now=meeting.ends_at
    )
    deliver(meeting.ends_at)
    after = meeting.ends_at.replace(hour=11) + timedelta(days=1)
    afterwards.plan_due(now=after)
    afterwards.plan_due(now=after)
    assert deliver(after) == [("Rowan", "email", "right")]
    rsvp = Rsvp.objects.select_related("meeting").get(person=cast.rowan)
    provisions.was_it_right(rsvp=rsvp, verdict="partly", words="It hummed", actor=by_link(cast.rowan), now=after)
    hers = Provision.objects.get(person=cast.rowan)
    assert (hers.state, hers.because, hers.said_by_them) == ("partly", "It hummed", True)
    assert provided.met([meeting]) == {"requested": 2, "partly": 1}


def test_sam_is_rung_and_asked_and_jo_notes_what_he_says(client, cast, plan, deliver, as_user):
    now = timezone.now()
    needs(cast, cast.sam, breaks="")
    meeting = plan(people=[cast.sam], publish=True, starts_at=now - timedelta(days=2) + timedelta(days=20), now=now)
    say(meeting, cast.sam, "yes", mode="room", now=now)
    afterwards.plan_due(now=now)
    planning.Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=now - timedelta(hours=30), ends_at=now - timedelta(hours=28)
    )
    afterwards.plan_due(now=now + timedelta(days=1))
    assert ("Sam", "phone", "right") in deliver(now + timedelta(days=1))
    as_user(client, cast.jo)
    rsvp = Rsvp.objects.get(person=cast.sam)
    assert "Note what they say" in client.get(f"/meetings/{meeting.pk}/access/").content.decode()
    client.post(f"/meetings/answers/{rsvp.pk}/right/", {"verdict": "met"})
    assert Provision.objects.get().said_by_them


def test_the_checklist_asks_the_same_number_of_questions_for_one_and_for_three(
    client, cast, plan, as_user, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    now = timezone.now()
    as_user(client, cast.jo)
    counted = []
    people = [cast.rowan, cast.robin, cast.sam]
    meeting = plan(people=people, publish=True, starts_at=now + timedelta(days=20), now=now)
    for person in people:
        needs(cast, person, loop="", other="")
        say(meeting, person, "yes", mode="room", now=now)
        tell(meeting, person, food=["vegan"], now=now)
        afterwards.plan_due(now=now)
        if len(counted) < 3:
            with CaptureQueriesContext(
                connection,
            ) as seen:
                client.get(f"/meetings/{meeting.pk}/access/")
            counted.append(len(seen))
    assert counted[0] == counted[-1] <= 12


def test_only_ash_and_jo_arrange(cast, plan):
    meeting = plan(people=[cast.rowan], publish=True)
    needs(cast, cast.rowan, loop="")
    say(meeting, cast.rowan, "yes", mode="room")
    afterwards.plan_due(now=NOW)
    from django.core.exceptions import PermissionDenied

    for who in ("rowan", "uma", "tal"):
        with pytest.raises(PermissionDenied):
            provisions.move(provision=Provision.objects.get(), state="arranged", actor=cast.actor(who), now=NOW)
    assert RoleGrant.objects.filter(role=Role.STAFF).exists()
    assert Rsvp.objects.get().answer == Answer.YES
