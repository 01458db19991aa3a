"""Who a piece of work could be for: reasons in words, nobody left out by a rule, a limit kept, "not for me" costs nothing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.models import ContactTask, Letter
from members.post import clock
from projects import matching
from projects.actions import asking, interests, waving
from projects.models import Interests, Invitation, Opportunity, Turn, Waves
from projects.queries.fairness import ledger_of
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(cast, welcoming, now):
    """An interview panel that is open to the Advisory Group; Rowan, Sam, Pat and Robin are members."""
    for name in ("rowan", "sam", "pat", "robin"):
        getattr(cast, name)
    kind = make.kind("Interview panel", is_meeting=False, slug="interview-panel")
    fields = {"sort": "panel", "about_kind": kind, "topics": ["recruitment"], "places": 1, "open_to": "advisory"}
    return make.opportunity(welcoming, checked_at=now, asked_by=cast.ash, mode="room", **fields)


def names(work, cast, now, **how):
    return [each.person.first_name for each in matching.matches(work, cast.actor("jo"), now=now, **how)[0]]


def test_reasons_are_words_and_who_would_rather_not_stands_last_but_stands_there(client, cast, as_user, work, now):
    same = {"actor": cast.actor("jo"), "now": now}
    interests.save(person=cast.sam, kinds=["interview-panel"], topics=["recruitment", "gardens"], **same)
    interests.save(person=cast.rowan, avoid_kinds=["interview-panel"], rather_not="Loss", **same)
    found, everybody = matching.matches(work, cast.actor("jo"), now=now)
    assert everybody == 4
    assert found[0].person == cast.sam
    assert found[0].reasons == [
        "likes: Interview panel", "interested in: recruitment", "would do it for the first time", "never asked before",
    ]  # fmt: skip
    assert found[-1].person == cast.rowan
    assert found[-1].held_back == ["would rather not be asked to: Interview panel"]
    page = as_user(client, cast.ash).get(f"/projects/work/{work.pk}/match/").content.decode()
    assert "interested in: recruitment" in page
    assert "the way to them: telephone" in page
    assert "Loss" not in page


def test_trustees_and_partners_are_not_offered_what_is_for_others(cast, work, now):
    theo = make.person("Theo Larch", email="theo@example.org", role="trustee")
    assert cast.kim
    for open_to, there in (("asked", []), ("clients", []), ("partners", ["Kim"]), ("public", ["Kim", "Theo"])):
        Opportunity.objects.filter(pk=work.pk).update(open_to=open_to)
        found = names(Opportunity.objects.get(pk=work.pk), cast, now)
        assert [name for name in sorted(found) if name in ("Theo", "Kim")] == there, open_to
        assert ("Rowan" in found) == (open_to != "partners")
    Opportunity.objects.filter(pk=work.pk).update(open_to="asked")
    make.activity("Walk", people=[theo])
    assert "Theo" in names(Opportunity.objects.get(pk=work.pk), cast, now), "whoever has lived experience of their own"


def test_not_for_me_lowers_nobody_and_the_least_recently_asked_can_stand_first(cast, work, now):
    earlier = [make.opportunity(work.project, title=f"Earlier {n}") for n in range(2)]
    for person, days, answer in ((cast.rowan, 10, "no"), (cast.sam, 10, "yes"), (cast.pat, 200, "")):
        asked = {"invited_at": now - timedelta(days=days), "answered_at": now, "answer": answer}
        make.invitation(earlier[0], person, **asked)
    scores = {each.person.first_name: each.score for each in matching.matches(work, cast.actor("jo"), now=now)[0]}
    assert scores["Rowan"] == scores["Sam"]
    Invitation.objects.filter(person=cast.rowan).update(answer="", answered_at=None)
    assert {e.person.first_name: e.score for e in matching.matches(work, cast.actor("jo"), now=now)[0]} == scores
    assert names(work, cast, now, least_asked_first=True)[:2] == ["Robin", "Pat"]
    Invitation.objects.filter(person=cast.sam).update(outcome="not_asked")
    assert ledger_of([cast.sam], now=now)[cast.sam.pk].asked == 0


def test_the_number_of_questions_does_not_grow_with_people(cast, work, now):
    jo = cast.actor("jo")
    with CaptureQueriesContext(connection) as few:
        matching.matches(work, jo, now=now)
    for number in range(12):
        make.membership(make.person(f"Member {number}", email=f"m{number}@example.org", role="member"))
    with CaptureQueriesContext(connection) as more:
        assert matching.matches(work, jo, now=now)[1] == 16
    assert len(more) == len(few)


class TestWaves:
    def test_ten_now_the_next_later_and_none_once_it_is_full(self, client, cast, as_user, work, now):
        ash, people = as_user(client, cast.ash), [cast.rowan, cast.sam, cast.pat]
        sent = {"people": [person.pk for person in people], "step": "look"}
        assert "A few at a time" in ash.post(f"/projects/work/{work.pk}/match/", sent).content.decode()
        ash.post(f"/projects/work/{work.pk}/match/", sent | {"step": "waves", "size": 1, "days": 2})
        assert [each.person for each in work.invitations.all()] == [cast.rowan]
        clock.tick(now=now + timedelta(days=1))
        assert work.invitations.count() == 1
        clock.tick(now=now + timedelta(days=2, minutes=1))
        clock.tick(now=now + timedelta(days=2, minutes=1))
        assert work.invitations.count() == 2
        first = work.invitations.get(person=cast.rowan)
        asking.answer(invitation=first, answer="yes", actor=cast.actor("jo").at_the_desk_for(cast.rowan), now=now)
        clock.tick(now=now + timedelta(days=5))
        assert work.invitations.count() == 2
        assert Waves.objects.get().stopped_because == "It is full."
        assert "It is full." in ash.get(f"/projects/work/{work.pk}/").content.decode()

    def test_a_wave_looks_past_everybody_who_is_on_a_break(self, cast, work, now, monkeypatch):
        monkeypatch.setattr(waving, "LOOK_AT", 2)
        away = [make.person(f"Away {n}", email=f"away{n}@example.org", paused_at=now) for n in range(5)]
        same = {"size": 1, "days": 5, "actor": cast.actor("ash"), "now": now}
        waving.start(opportunity=work, people=[*away, cast.rowan, cast.sam], **same)
        assert [each.person for each in work.invitations.all()] == [cast.rowan]
        assert Turn.objects.filter(looked_at=None).count() == 6, "a break costs nobody their turn"

    def test_full_before_the_letter_left_nobody_was_asked(self, cast, work, now):
        waving.start(opportunity=work, people=[cast.rowan], size=1, days=5, actor=cast.actor("ash"), now=now)
        make.invitation(work, cast.sam, answer="yes", answered_at=now)
        clock.tick(now=now)
        letter = Letter.objects.get(kind="work_invitation", person=cast.rowan)
        assert (letter.state, letter.reason) == ("withheld", "It was full before it left.")
        clock.tick(now=now)
        assert work.invitations.get(person=cast.rowan).outcome == "not_asked"
        assert ledger_of([cast.rowan], now=now)[cast.rowan.pk].asked == 0

    @pytest.mark.parametrize(("how", "asked"), [("matched", True), ("first", False)])
    def test_asked_all_at_once_a_call_still_counts_when_emails_were_answered_first(self, cast, work, now, how, asked):
        Opportunity.objects.filter(pk=work.pk).update(how_chosen=how)
        asking.ask_more(opportunity=work, people=[cast.sam], actor=cast.actor("ash"), now=now)
        make.invitation(work, cast.rowan, answer="yes", answered_at=now)
        clock.tick(now=now)
        assert ContactTask.objects.open().filter(person=cast.sam, about=work.about_word).exists() == asked

    def test_nobody_is_asked_more_often_than_they_wish_by_whichever_way(self, cast, work, now):
        Interests.objects.create(person=cast.rowan, most_a_month=1, changed_at=now)
        other = make.opportunity(work.project, title="Another", asked_by=cast.ash, people=[cast.rowan])
        Invitation.objects.filter(opportunity=other).update(invited_at=now - timedelta(days=29))
        same = {"actor": cast.actor("ash"), "now": now}
        waving.start(opportunity=work, people=[cast.rowan, cast.sam], size=2, days=5, **same)
        assert [each.person for each in work.invitations.all()] == [cast.sam]
        assert asking.ask_more(opportunity=work, people=[cast.rowan], **same) == 0
        assert "asked as often as they want to be: 1 a month" in matching.matches(work, **same)[0][-1].words
        clock.tick(now=now + timedelta(days=5, hours=1))
        assert Turn.objects.get(person=cast.rowan).wave == 2, "a break or a limit costs nobody their turn"


def test_members_find_what_they_could_join_and_come_forward(client, cast, as_user, work):
    Opportunity.objects.filter(pk=work.pk).update(places=3)
    rowan = as_user(client, cast.rowan)
    assert "Look at what is open" in rowan.get("/").content.decode()
    assert work.title in rowan.get("/projects/could-join/").content.decode()
    assert rowan.post(f"/projects/could-join/{work.pk}/", {"answer": "interested"}).status_code == 302
    mine = work.invitations.get(person=cast.rowan)
    assert (mine.answer, mine.by_themselves, mine.invited_at) == ("interested", True, None)
    assert "Look at what is open" not in rowan.get("/").content.decode()
    assert as_user(client, cast.kim).post(f"/projects/could-join/{work.pk}/", {"answer": "yes"}).status_code == 404


def test_what_i_would_like_to_do_is_mine_to_say(client, cast, as_user, work):
    rowan = as_user(client, cast.rowan)
    sent = {"kinds": ["interview-panel"], "topics": "Gardens,  young people, gardens", "most_a_month": "0"}
    refused = rowan.post("/projects/my-interests/", sent)
    assert refused.status_code == 422
    assert "Gardens" in refused.content.decode()
    rowan.post("/projects/my-interests/", sent | {"most_a_month": "2", "rather_not": "Hospitals"})
    said = Interests.objects.get(person=cast.rowan)
    assert (said.topics, said.most_a_month, said.rather_not) == (["gardens", "young people"], 2, "Hospitals")
    desk = as_user(client, cast.jo).get(f"/projects/of/{cast.rowan.pk}/interests/").content.decode()
    assert "gardens, young people" in desk
    assert as_user(client, cast.ash).get(f"/projects/of/{cast.rowan.pk}/interests/").status_code == 404


def test_whoever_asks_to_join_is_asked_to_go_on_with_what_they_do_already(cast, work, welcoming, now):
    noor, una = make.person("Noor Haddad"), make.person("Una Bell")
    for each in (noor, una):
        make.membership(each, state="enquiry")
    make.activity("Course", team=cast.team, people=[noor], project=welcoming)
    Opportunity.objects.filter(pk=work.pk).update(open_to="clients")
    found = names(Opportunity.objects.get(pk=work.pk), cast, now)
    assert ("Noor" in found, "Una" in found) == (True, False)
