"""Who does it, told to everybody; too close to it (story 6); done, and fed back only when everybody has heard."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from members.actions import calls
from members.models import ContactTask, Letter
from members.post import clock
from members.rules import Refused
from projects import emails, matching
from projects.actions import asking, settling
from projects.models import Activity, Opportunity, Status
from projects.queries.settling import settles
from tests import factories as make
from tests.projects.test_asking import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel(cast, welcoming, now):
    """One place, one of them for a first-timer; Rowan (email), Sam (telephone), Robin (email) were asked. Sam has done it before."""
    kind = make.kind("Interview panel", is_meeting=False)
    make.activity(people=[cast.sam], kind=kind)
    fields = {
        "sort": "panel",
        "about_kind": kind,
        "places": 1,
        "first_timers": 1,
        "checked_at": now,
        "asked_by": cast.ash,
    }
    return make.opportunity(welcoming, people=[cast.rowan, cast.sam, cast.robin], **fields)


def say(panel, cast, now, **answers):
    for name, answer in answers.items():
        person = getattr(cast, name)
        invitation = panel.invitations.get(person=person)
        asking.answer(invitation=invitation, answer=answer, actor=cast.actor("jo").at_the_desk_for(person), now=now)


def of(panel, person):
    return panel.invitations.get(person=person)


def test_whoever_is_told_who_does_it_is_not_told_as_well_that_answers_have_closed(cast, panel, now):
    say(panel, cast, now, rowan="yes", robin="yes", sam="interested")
    settling.choose(opportunity=panel, people=[cast.rowan.pk], actor=cast.actor("ash"), now=now)
    clock.tick(now=now + timedelta(minutes=5))
    assert not Letter.objects.filter(kind="work_closed").exists()
    assert Letter.objects.get(kind="work_chosen", person=cast.rowan).state == "sent"


def test_nor_when_the_letter_that_answers_have_closed_was_still_waiting(cast, panel, now):
    say(panel, cast, now, rowan="yes", robin="yes")
    emails.note_closed(panel, now=now)
    settling.choose(opportunity=panel, people=[cast.rowan.pk], actor=cast.actor("ash"), now=now)
    clock.tick(now=now + timedelta(minutes=5))
    assert {letter.state for letter in Letter.objects.filter(kind="work_closed")} == {"withheld"}


def test_story_6_too_close_is_replaced_thanked_and_everybody_told(client, cast, as_user, panel, now):
    clock.tick(now=now)
    say(panel, cast, now, rowan="yes", robin="yes", sam="interested")
    ash = as_user(client, cast.ash)
    ash.post(f"/projects/work/{panel.pk}/choose/", {"people": [cast.rowan.pk]})
    clock.tick(now=timezone.now())
    assert Letter.objects.get(kind="work_chosen", person=cast.rowan).state == "sent"
    assert "we will gladly ask you again" in Letter.objects.get(kind="work_not_this_time", person=cast.robin).text
    assert ContactTask.objects.open().filter(person=cast.sam, letter__kind="work_not_this_time").exists()
    rowan = as_user(client, cast.rowan)
    said = {"closeness": "related", "words": "My neighbour applies"}
    assert rowan.post(f"/projects/invitations/{of(panel, cast.rowan).pk}/close/", said).status_code == 302
    conflict = of(panel, cast.rowan).conflict
    assert "neighbour" not in as_user(client, cast.ash).get(f"/projects/work/{panel.pk}/").content.decode()
    with pytest.raises(PermissionDenied):
        settling.decide_closeness(conflict=conflict, aside=True, actor=cast.actor("ash"), now=now)
    jo = as_user(client, cast.jo)
    assert "My neighbour applies" in jo.get(f"/projects/work/{panel.pk}/").content.decode()
    jo.post(f"/projects/too-close/{conflict.pk}/", {"aside": "1"})
    assert "A place is free" in jo.get(f"/projects/work/{panel.pk}/").content.decode()
    jo.post(f"/projects/invitations/{of(panel, cast.robin).pk}/place/")
    clock.tick(now=timezone.now())
    assert "paid as we said" in Letter.objects.get(kind="work_stepped_aside", person=cast.rowan).text
    assert (of(panel, cast.rowan).outcome, of(panel, cast.rowan).thanked_at is not None) == ("stepped_aside", True)
    assert Letter.objects.get(kind="work_chosen", person=cast.robin).state == "sent"
    done = {
        "done_on": now.date().isoformat(),
        "kind": panel.about_kind_id,
        "hours": "5.5",
        "what_happened": "Somebody was chosen",
    }
    jo.post(f"/projects/work/{panel.pk}/done/", done | {"people": [cast.robin.pk]})
    panel.refresh_from_db()
    assert [part.person for part in panel.activity.participations.all()] == [cast.robin]
    clock.tick(now=timezone.now())
    clock.tick(now=timezone.now())
    panel.refresh_from_db()
    assert "Somebody was chosen" in Letter.objects.get(kind="work_came_of_it", person=cast.rowan).text
    assert panel.status(now=now) == Status.FED_BACK


def test_a_first_timer_is_who_never_did_such_work_whatever_else_they_came_to(client, cast, as_user, panel, now):
    make.activity("Steering group", people=[cast.rowan], kind=make.kind("Meeting"))
    other = make.opportunity(panel.project, title="Posters", about_kind=make.kind("Materials", is_meeting=False))
    make.invitation(other, cast.rowan, outcome="chosen", settled_at=now)
    before = make.opportunity(panel.project, title="Panel in May", about_kind=panel.about_kind)
    make.invitation(before, cast.robin, outcome="chosen", settled_at=now)
    say(panel, cast, now, rowan="yes", sam="yes", robin="yes")
    said = settles(panel, now=now)
    assert [each.invitation.person for each in said.first_timers] == [cast.rowan]
    new = {each.person: "would do it for the first time" in each.reasons for each in matched(panel, cast, now)}
    assert new == {cast.rowan: True, cast.sam: False, cast.robin: False}
    panel.invitations.filter(person=cast.rowan).update(answer="no")
    page = as_user(client, cast.ash).get(f"/projects/work/{panel.pk}/choose/").content.decode()
    assert "Everybody who said yes has done such work before, so every place is open to all." in page


def test_whoever_sat_on_a_panel_in_the_log_is_no_first_timer_of_one_asked_for_without_a_kind(cast, panel, now):
    """A request by the quick form says the sort of work and no kind."""
    make.activity("Panel of last year", people=[cast.robin], kind=make.kind("Interview panel", is_meeting=False))
    panel.sort, panel.about_kind = "panel", None
    panel.save(update_fields=["sort", "about_kind"])
    say(panel, cast, now, rowan="yes", robin="yes")
    assert [each.invitation.person for each in settles(panel, now=now).first_timers] == [cast.rowan]
    panel.invitations.all().delete()
    found = matching.matches(panel, cast.actor("jo"), now=now)[0]
    new = {each.person: "would do it for the first time" in each.reasons for each in found}
    assert (new[cast.rowan], new[cast.robin]) == (True, False)


def test_whoever_was_chosen_for_a_panel_without_a_kind_is_no_first_timer_of_one_with_it(cast, panel, now):
    before = make.opportunity(panel.project, title="Panel in May", sort="panel")
    make.invitation(before, cast.robin, outcome="chosen", settled_at=now)
    other = make.opportunity(panel.project, title="Board of the lobby", sort="commissioning")
    make.invitation(other, cast.rowan, outcome="chosen", settled_at=now)
    say(panel, cast, now, rowan="yes", robin="yes")
    assert [each.invitation.person for each in settles(panel, now=now).first_timers] == [cast.rowan]
    new = {each.person: "would do it for the first time" in each.reasons for each in matched(panel, cast, now)}
    assert (new[cast.rowan], new[cast.robin]) == (True, False)


def test_nor_the_other_way_round(cast, panel, now):
    before = make.opportunity(panel.project, title="Panel in May", about_kind=panel.about_kind)
    make.invitation(before, cast.robin, outcome="chosen", settled_at=now)
    panel.sort, panel.about_kind = "panel", None
    panel.save(update_fields=["sort", "about_kind"])
    say(panel, cast, now, rowan="yes", robin="yes")
    assert [each.invitation.person for each in settles(panel, now=now).first_timers] == [cast.rowan]
    panel.invitations.all().delete()
    found = matching.matches(panel, cast.actor("jo"), now=now)[0]
    new = {each.person: "would do it for the first time" in each.reasons for each in found}
    assert (new[cast.rowan], new[cast.robin]) == (True, False)


def matched(panel, cast, now):
    """The same people, had nobody been asked yet."""
    again = Opportunity.objects.create(
        project=panel.project, title="The next panel", about_kind=panel.about_kind, what="", answer_by=panel.answer_by,
        closes_at=panel.closes_at,
    )  # fmt: skip
    found = matching.matches(again, cast.actor("jo"), now=now)[0]
    return [each for each in found if each.person in (cast.rowan, cast.sam, cast.robin)]


def test_lots_and_first_timers_places_only_matter_when_more_people_would_like_to(client, cast, as_user, panel, now):
    say(panel, cast, now, sam="yes")
    ash = as_user(client, cast.ash)
    assert "Draw lots" not in ash.get(f"/projects/work/{panel.pk}/choose/").content.decode()
    with pytest.raises(Refused, match="nothing to draw"):
        settling.draw(opportunity=panel, actor=cast.actor("ash"), now=now)
    say(panel, cast, now, rowan="yes")
    page = ash.get(f"/projects/work/{panel.pk}/choose/").content.decode()
    assert "Draw lots" in page
    assert "First time" in page
    assert "1 place is kept for people who do it for the first time" in page
    with pytest.raises(Refused, match="kept for people who do it for the first time"):
        settling.choose(opportunity=panel, people=[cast.sam.pk], actor=cast.actor("ash"), now=now)
    settling.draw(opportunity=panel, actor=cast.actor("ash"), now=now)
    assert of(panel, cast.rowan).outcome == "chosen", "the one place is a first-timer's, and only Rowan is one"
    assert (of(panel, cast.sam).outcome, of(panel, cast.robin).outcome) == ("not_this_time", "silent")
    with pytest.raises(Refused, match="settled already"):
        settling.choose(opportunity=panel, people=[cast.sam.pk], actor=cast.actor("ash"), now=now)


def test_nobody_ticked_is_a_slip_and_tells_nobody_and_one_place_is_said_as_one(client, cast, as_user, panel, now):
    say(panel, cast, now, sam="yes", rowan="yes")
    ash, address = as_user(client, cast.ash), f"/projects/work/{panel.pk}/choose/"
    nobody = ash.post(address, {"step": "choose"})
    assert nobody.status_code == 409
    assert "Nobody is ticked" in nobody.content.decode()
    panel.refresh_from_db()
    assert panel.told_at is None, "it can still be said"
    assert of(panel, cast.rowan).outcome == "", "and nobody has heard anything"
    both = ash.post(address, {"step": "choose", "people": [cast.sam.pk, cast.rowan.pk]}).content.decode()
    assert "There is 1 place, and you chose 2 people." in both


def test_it_is_not_done_while_people_wait_and_not_fed_back_before_the_last_call(cast, panel, now):
    say(panel, cast, now, sam="yes")
    Opportunity.objects.filter(pk=panel.pk).update(closes_at=now, first_timers=0)
    same = {"actor": cast.actor("ash"), "now": now + timedelta(minutes=1)}
    words = {"done_on": now.date(), "what_happened": "It went well", "came": [cast.sam]}
    with pytest.raises(Refused, match="wait to hear"):
        settling.finish(opportunity=panel, **words, **same)
    settling.choose(opportunity=panel, people=[cast.sam.pk], **same)
    before = Activity.objects.count()
    settling.finish(opportunity=panel, **words, **same)
    assert Activity.objects.count() == before + 1
    later = now + timedelta(hours=1)
    clock.tick(now=later)
    panel.refresh_from_db()
    assert panel.status(now=later) == Status.DONE
    call = ContactTask.objects.open().get(letter__kind="work_came_of_it", person=cast.sam)
    calls.record(task=call, outcome="spoke", actor=cast.actor("jo"), now=later)
    clock.tick(now=later + timedelta(minutes=1))
    panel.refresh_from_db()
    assert panel.status(now=later) == Status.FED_BACK


def test_where_whoever_answers_first_does_it_the_next_has_the_place_of_one_who_cannot(cast, panel, now):
    Opportunity.objects.filter(pk=panel.pk).update(how_chosen="first")
    say(panel, cast, now, rowan="yes")
    say(panel, cast, now + timedelta(minutes=1), sam="yes")
    assert [of(panel, each).outcome for each in (cast.rowan, cast.sam)] == ["chosen", ""]
    say(panel, cast, now + timedelta(minutes=2), rowan="no")
    assert [of(panel, each).outcome for each in (cast.rowan, cast.sam)] == ["", "chosen"]


def test_the_next_moves_up_at_once_and_never_into_a_place_that_is_taken(cast, panel, now):
    Opportunity.objects.filter(pk=panel.pk).update(how_chosen="first")
    jo = {"actor": cast.actor("jo"), "now": now}

    def stand():
        return [of(panel, each).outcome for each in (cast.rowan, cast.sam, cast.robin)]

    say(panel, cast, now, robin="interested")
    settling.give_place(invitation=of(panel, cast.robin), **jo)
    say(panel, cast, now, rowan="yes")
    say(panel, cast, now + timedelta(minutes=1), sam="yes")
    assert stand() == ["", "", "chosen"], "the one place is taken by hand"
    at_the_desk = {"actor": cast.actor("jo").at_the_desk_for(cast.rowan), "now": now}
    conflict = settling.declare(invitation=of(panel, cast.rowan), closeness="related", **at_the_desk)
    settling.step_back(invitation=of(panel, cast.robin), **jo)
    assert stand() == ["", "chosen", ""], "Rowan may be too close, so Sam is the next"
    settling.step_back(invitation=of(panel, cast.sam), **jo)
    with pytest.raises(Refused, match="coordinator decides that first"):
        settling.give_place(invitation=of(panel, cast.rowan), **jo)
    settling.decide_closeness(conflict=conflict, aside=False, **jo)
    assert stand() == ["chosen", "", ""]


def test_a_place_given_twice_is_told_once(client, cast, as_user, panel, now):
    say(panel, cast, now, robin="interested")
    ash = as_user(client, cast.ash)
    address = f"/projects/invitations/{of(panel, cast.robin).pk}/place/"
    assert [ash.post(address).status_code for _ in range(2)] == [302, 302]
    assert Letter.objects.filter(kind="work_chosen", person=cast.robin).count() == 1


def test_the_ten_points_say_who_saw_to_what(client, cast, as_user, panel):
    ash = as_user(client, cast.ash)
    sent = {"point": "training", "done": "1", "note": "An hour with Ash"}
    page = ash.post(f"/projects/work/{panel.pk}/panel/", sent, follow=True).content.decode()
    assert "1 of ten are done." in page
    assert "An hour with Ash. Ash Mbeki" in page
    assert ash.post(f"/projects/work/{panel.pk}/panel/", {"point": "wages", "done": "1"}).status_code == 409


def test_from_the_letter_one_can_say_that_one_is_too_close(client, cast, panel, now):
    emails.note_invitations(panel.invitations.select_related("opportunity"), now=now)
    clock.tick(now=now)
    address = page_of(cast.rowan, panel)
    client.post(address, {"answer": "yes"})
    assert "tell us here" in client.get(address).content.decode()
    assert client.get(address + "too-close/").status_code == 200
    assert client.post(address + "too-close/", {"words": "x"}).status_code == 422
    assert client.post(address + "too-close/", {"closeness": "client"}).status_code == 303
    assert "You told us that you may be too close" in client.get(address).content.decode()


def test_who_is_not_chosen_and_may_be_too_close_does_not_keep_the_work_from_being_done(cast, panel, now):
    say(panel, cast, now, rowan="yes", robin="yes")
    settling.declare(invitation=of(panel, cast.robin), closeness="related", actor=cast.actor("robin"), now=now)
    settling.choose(opportunity=panel, people=[cast.rowan.pk], actor=cast.actor("ash"), now=now)
    panel.refresh_from_db()
    over = {
        "done_on": timezone.localdate(now),
        "what_happened": "We chose Lee.",
        "actor": cast.actor("ash"),
        "now": now,
    }
    settling.finish(opportunity=panel, **over)
    assert Opportunity.objects.get().status(now=now) in (Status.DONE, Status.FED_BACK)
