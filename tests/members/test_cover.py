"""Somebody is away: their things are looked after, pages say by whom, and nothing comes to a stop."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.actions import cover as actions
from members.models import Absence, Letter
from members.post import kinds
from members.queries import cover
from members.rules import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db
AWAY = "/members/settings/away/"


def words(response):
    return " ".join(response.content.decode().split())


def days(first, last):
    today = timezone.localdate()
    return {"starts": today + timedelta(days=first), "ends": today + timedelta(days=last)}


def send_away(cast, person, to, first=0, last=7, **more):
    return actions.go_away(
        person=person, cover=to, actor=cast.actor("jo"), now=timezone.now(), **days(first, last), **more
    )


def test_uma_may_change_ashs_meeting_while_ash_is_away_and_not_a_day_longer(client, cast, as_user):
    meeting = make.meeting("Garden talk", team=cast.team, lead=cast.ash, state="draft")
    as_user(client, cast.uma, "staff")
    assert client.get(f"/meetings/{meeting.pk}/edit/").status_code == 404
    absence = send_away(cast, cast.ash, cast.uma)
    assert client.get(f"/meetings/{meeting.pk}/edit/").status_code == 200
    assert "Garden talk" in words(client.get("/"))
    actions.come_back(absence=absence, actor=cast.actor("jo"), now=timezone.now())
    assert client.get(f"/meetings/{meeting.pk}/edit/").status_code == 404


def test_uma_gets_one_letter_that_says_from_when_to_when(cast):
    absence = send_away(cast, cast.ash, cast.uma)
    letter = Letter.objects.get(person=cast.uma, kind="cover_asked")
    said = kinds.get(letter.kind).render(letter, now=timezone.now())
    assert "Ash Mbeki is away from" in said.text
    assert "Ash" not in said.subject
    actions.come_back(absence=absence, actor=cast.actor("jo"), now=timezone.now())
    assert "not going away" in kinds.get(letter.kind).still_true(letter, now=timezone.now())


def test_an_absence_to_come_opens_nothing_yet(client, cast, as_user):
    meeting = make.meeting("Garden talk", team=cast.team, lead=cast.ash, state="draft")
    send_away(cast, cast.ash, cast.uma, first=2)
    assert as_user(client, cast.uma, "staff").get(f"/meetings/{meeting.pk}/edit/").status_code == 404


def test_pages_that_show_an_owner_say_who_looks_after_it(client, cast, as_user):
    project = make.project("Reception", team=cast.team, lead=cast.ash)
    meeting = make.meeting("Garden talk", team=cast.team, lead=cast.ash)
    send_away(cast, cast.ash, cast.uma)
    as_user(client, cast.jo, "coordinator")
    assert "looks after it" in words(client.get(f"/projects/{project.pk}/"))
    page = words(client.get(f"/meetings/{meeting.pk}/"))
    assert "Ash Mbeki</bdi> leads this and is away until" in page
    assert "<bdi>Uma Devlin</bdi> looks after it" in page
    assert "Away today" in words(client.get("/"))


def test_when_the_one_who_stands_in_goes_away_the_next_one_does_it(cast):
    send_away(cast, cast.ash, cast.uma, last=9)
    send_away(cast, cast.uma, cast.jo, first=0, last=3)
    today = timezone.localdate()
    assert cover.covered_by(cast.ash, day=today) == cast.jo
    assert cast.ash.pk in cover.covering(cast.jo, day=today)
    assert cover.covered_by(cast.ash, day=today + timedelta(days=5)) == cast.uma


def test_two_who_stand_in_for_each_other_do_not_hang_the_site(cast):
    today = timezone.localdate()
    for person, to in ((cast.ash, cast.uma), (cast.uma, cast.ash)):
        Absence.objects.create(person=person, cover=to, starts=today, ends=today)
    cover.kept.forget()
    assert cover.covered_by(cast.ash, day=today) == cast.uma


def test_ash_writes_down_their_own_absence_and_nobody_elses(client, cast, as_user):
    as_user(client, cast.ash, "staff")
    facts = {name: str(day) for name, day in days(1, 3).items()}
    page = client.post(AWAY, facts | {"cover": cast.uma.pk, "person": cast.uma.pk}, follow=True)
    assert "Uma Devlin looks after it until" in words(page)
    assert Absence.objects.get().person == cast.ash
    robins = Absence.objects.create(person=cast.jo, cover=cast.uma, **days(1, 2))
    assert client.post(f"{AWAY}{robins.pk}/end/").status_code == 404


def test_the_only_coordinator_lends_the_role_before_going_away(client, cast, as_user):
    as_user(client, cast.jo, "coordinator")
    facts = {name: str(day) for name, day in days(0, 3).items()} | {"person": cast.jo.pk, "cover": cast.ash.pk}
    refused = client.post(AWAY, facts)
    assert refused.status_code == 422
    assert "is the only coordinator" in words(refused)
    assert client.post(AWAY, facts | {"lend_roles": "on"}).status_code == 302
    lent = cast.ash.grants.get(role="coordinator")
    assert str(lent.ends) == facts["ends"]
    client.post(f"{AWAY}{Absence.objects.get().pk}/end/")
    assert not cast.ash.grants.filter(role="coordinator").on(timezone.localdate()).exists()


@pytest.mark.parametrize("who", ["ash", "gone", "away"])
def test_nobody_stands_in_who_cannot(cast, who):
    if who == "gone":
        cast.uma.is_active = False
        cast.uma.save()
    if who == "away":
        send_away(cast, cast.uma, cast.jo, last=20)
    with pytest.raises(Refused):
        send_away(cast, cast.ash, cast.ash if who == "ash" else cast.uma)
