"""After the answer and after the meeting: what is kept, what goes, the sheet, the checklist, and whether we got it right."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings import afterwards, provided, sheets
from meetings.actions import planning, provisions, register, rsvps
from meetings.models import Answer, Provision, Rsvp, ThisTime, Told
from members.actions import consents, passports
from members.models import Consent, RoleGrant
from members.permissions import Role, by_link
from members.post import links
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
    assert "“Must not eat celery: it is dangerous for them. Vegan”" in page
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


def over_with_a_need(cast, plan):
    """A meeting that is over, to which Rowan came with a need."""
    now = timezone.now()
    needs(cast, cast.rowan, loop="")
    meeting = plan(people=[cast.rowan], publish=True, starts_at=now + timedelta(days=20), now=now)
    say(meeting, cast.rowan, "yes", mode="room", now=now)
    afterwards.plan_due(now=now)
    planning.Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=now - timedelta(hours=30), ends_at=now - timedelta(hours=28)
    )
    return meeting


def test_behind_the_link_rowan_reads_whose_answer_it_is_and_what_she_said_but_not_her_words(client, cast, plan):
    meeting = over_with_a_need(cast, plan)
    now = timezone.now()
    until = now + timedelta(days=9)
    link = links.link_for(person=cast.rowan, purpose="rsvp", about=meeting.about_word, expires_at=until, now=now)
    url = f"/rsvp/{link.token}/right/"
    page = client.get(url).content.decode()
    assert "You are answering as <strong>Rowan</strong>" in page
    assert "What to do if you are not Rowan" in page
    assert "You said" not in page
    client.post(url, {"verdict": "partly", "words": "It hummed"})
    page = client.get(url).content.decode()
    assert "You said “Partly”" in page
    assert "hummed" not in page


def test_signed_in_rowan_finds_what_she_said_with_her_words_and_changes_it(client, cast, plan, as_user):
    meeting = over_with_a_need(cast, plan)
    as_user(client, cast.rowan)
    url = f"/meetings/{meeting.pk}/right/"
    assert "You said" not in client.get(url).content.decode()
    client.post(url, {"verdict": "partly"})
    page = client.get(url).content.decode()
    assert "You said “Partly”. If you see it differently now, press again." in page
    assert "They told us so" not in page
    client.post(url, {"verdict": "not_met", "words": "It hummed"})
    page = client.get(url).content.decode()
    assert "You said “No”" in page
    assert "It hummed" in page


@pytest.mark.parametrize("own", [True, False], ids=["Rowan herself", "Jo on the telephone"])
def test_what_was_missing_is_no_reason_any_more_once_it_was_right(client, cast, plan, as_user, own):
    meeting = over_with_a_need(cast, plan)
    as_user(client, cast.rowan if own else cast.jo)
    url = f"/meetings/{meeting.pk}/right/" if own else f"/meetings/answers/{Rsvp.objects.get().pk}/right/"
    client.post(url, {"verdict": "partly", "words": "It hummed"})
    assert "It hummed" in client.get(url).content.decode()
    client.post(url, {"verdict": "met", "words": "It hummed"})
    assert list(Provision.objects.values_list("state", "because")) == [("met", "")]
    assert "It hummed" not in client.get(url).content.decode()
