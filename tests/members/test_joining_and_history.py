"""The way into the group and out of it, the Network, and what history remembers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.actions import joining, network, people, seats
from members.events import person_left
from members.models import Membership, Person, Representative
from members.post import calls, links
from members.rules import Refused
from tests import factories as make


@pytest.fixture
def jo(client, cast, as_user):
    return as_user(client, cast.jo)


def test_noor_goes_all_the_way_from_enquiry_to_active_member(cast):
    _ = cast.group
    noor, actor, now = make.person("Noor Haddad"), cast.actor("jo"), timezone.now()
    for state in ("enquiry", "conversation_offered", "conversation_held", "induction"):
        joining.move_to(person=noor, state=state, actor=actor, now=now, joined_via="client")
    make.agreed(noor.memberships.get(), recorded_by=cast.jo)
    joining.move_to(person=noor, state="active", actor=actor, now=now)
    assert noor.memberships.get().started_on == timezone.localdate(now)
    assert noor.seats.get().body == cast.group
    assert noor.grants.get().role == "member"


def test_nobody_jumps_over_the_conversation(jo):
    noor = make.person("Noor Haddad")
    make.membership(noor, state="enquiry")
    page = jo.post(f"/members/{noor.pk}/membership/", {"state": "active"})
    assert page.status_code == 422
    assert noor.memberships.get().state == "enquiry"


def test_who_leaves_loses_seat_and_role_and_the_floors_above_are_told(cast):
    heard = []

    def listen(sender, person, **more):
        heard.append(person)

    person_left.connect(listen)
    try:
        joining.move_to(person=cast.rowan, state="left", actor=cast.actor("jo"), now=timezone.now())
    finally:
        person_left.disconnect(listen)
    assert heard == [cast.rowan]
    assert not cast.rowan.grants.on(timezone.localdate()).exists()
    assert not cast.rowan.seats.filter(ends=None).exists()


def test_who_left_may_come_back_and_the_earlier_time_stays(cast):
    actor, now = cast.actor("jo"), timezone.now()
    joining.move_to(person=cast.rowan, state="left", actor=actor, now=now)
    joining.move_to(person=cast.rowan, state="induction", actor=actor, now=now + timedelta(days=90))
    make.agreed(cast.rowan.memberships.order_by("pk").last(), recorded_by=cast.jo)
    joining.move_to(person=cast.rowan, state="active", actor=actor, now=now + timedelta(days=90))
    assert [m.state for m in cast.rowan.memberships.order_by("pk")] == ["left", "active"]
    assert Membership.objects.open().filter(person=cast.rowan).count() == 1


def test_one_open_seat_a_body(cast):
    with pytest.raises(Refused, match="seat in Advisory Group already"):
        seats.give(person=cast.rowan, body=cast.group, hat="client", actor=cast.actor("jo"), now=timezone.now())


def test_when_somebody_has_died_they_may_not_sign_in_and_the_page_says_so(jo, cast):
    page = jo.post(f"/members/{cast.pat.pk}/died/", {"died_on": "2026-06-01"}, follow=True)
    assert "Nothing is sent to them" in page.content.decode()
    assert not Person.objects.get(pk=cast.pat.pk).is_active


@pytest.mark.django_db(transaction=True)
def test_history_says_who_changed_what(jo, cast):
    form = {"name": "Rowan Ash", "letter_format": "large", "pronouns": "they/them", "has_lived_experience": "on"}
    jo.post(f"/members/{cast.rowan.pk}/edit/", form)
    jo.post(f"/members/{cast.rowan.pk}/break/start/")
    jo.post(f"/members/{cast.rowan.pk}/channels/new/", {
        "way": "phone", "purpose": "everything", "rank": "2", "address": "01632 960 555"})  # fmt: skip
    words = jo.get(f"/members/{cast.rowan.pk}/history/").content.decode()
    assert "“Rowan Ashdown” became “Rowan Ash”" in words
    assert "“Standard” became “Large print, 18 point”" in words
    assert "Went on a break" in words
    assert "Telephone for everything added: 01632 960555" in words or "01632 960 555" in words
    assert "By Jo Hartley, Coordinator" in words


def test_kim_sees_who_speaks_for_each_organisation(client, cast, as_user):
    other = make.organisation("Surrey and Borders Partnership NHS Foundation Trust")
    words = as_user(client, cast.kim).get("/members/organisations/").content.decode()
    assert "Who speaks for us" in words
    assert "Kim Sandhu" in words
    assert other.name in words
    assert "Nobody named yet" in words
    assert "Add an organisation" not in words


def test_naming_a_representative_ends_the_time_of_the_one_before(jo, cast):
    _ = cast.kim
    jo.post(f"/members/organisations/{cast.organisation.pk}/", {"person": cast.rowan.pk, "part": "named"})
    assert Representative.objects.get(organisation=cast.organisation, ends=None).person == cast.rowan
    assert Representative.objects.get(person=cast.kim).ends == timezone.localdate() - timedelta(days=1)


def test_an_organisation_joins_once(cast):
    actor, now = cast.actor("jo"), timezone.now()
    network.add(actor=actor, now=now, name="Mole Valley Carers", sector="voluntary")
    with pytest.raises(Refused, match="already"):
        network.add(actor=actor, now=now, name="mole valley carers", sector="voluntary")


def test_a_backup_becomes_the_first_choice_and_the_ranks_stay_in_order(cast):
    actor, now = cast.actor("jo"), timezone.now()
    phone = people.add_channel(person=cast.rowan, actor=actor, now=now, way="phone", address="01632 960 555", rank=2)
    post = people.add_channel(person=cast.rowan, actor=actor, now=now, way="post", address="1 High Street", rank=2)
    people.prefer_channel(channel=post, actor=actor, now=now)
    assert [c.way for c in cast.rowan.channels.order_by("rank")] == ["post", "email", "phone"]
    phone.refresh_from_db()
    people.remove_channel(channel=cast.rowan.channels.get(way="email"), actor=actor, now=now)
    assert [(c.way, c.rank) for c in cast.rowan.channels.order_by("rank")] == [("post", 1), ("phone", 2)]


def test_a_trustee_who_leaves_the_group_stays_on_the_list_of_the_board(cast):
    make.membership(cast.tal)
    make.seat(cast.tal, cast.group)
    board = make.meeting("Board", body=make.body("Board of Trustees", "trustees"), people=[cast.tal])
    group = make.meeting("Advisory Group", body=cast.group, people=[cast.tal])
    joining.move_to(person=cast.tal, state="left", actor=cast.actor("jo"), now=timezone.now())
    assert list(board.rsvps.standing()) == [board.rsvps.get()]
    assert not group.rsvps.standing().exists()


def test_whoever_leaves_has_no_open_link_to_a_piece_of_work(client, cast):
    now = timezone.now()
    made = make.opportunity(people=[cast.rowan])
    link = links.link_for(
        person=cast.rowan, purpose="invitation", about=made.about_word, expires_at=made.closes_at, now=now
    )
    assert client.get(f"/invitations/{link.token}/").status_code == 200
    joining.move_to(person=cast.rowan, state="left", actor=cast.actor("jo"), now=now)
    assert client.get(f"/invitations/{link.token}/").status_code == 404


def test_when_somebody_has_died_their_place_goes_to_the_next_and_nobody_is_told_to_ring_them(jo, cast):
    soon = timezone.localdate()
    full = make.meeting("Full house", body=cast.group, room_places=1, answer_by=soon)
    make.rsvp(full, cast.pat, answer="yes", queue_no=1, place_no=1)
    make.rsvp(full, cast.robin, answer="yes", queue_no=2)
    make.rsvp(make.meeting("Open house", body=cast.group, answer_by=soon), cast.pat)
    calls.add(person=cast.pat, why="The new time", due_at=timezone.now(), now=timezone.now())
    assert jo.get("/").content.decode().count("Pat Lindqvist") == 2
    jo.post(f"/members/{cast.pat.pk}/died/", {"died_on": "2026-06-01"})
    assert "Pat Lindqvist" not in jo.get("/").content.decode()
    assert full.rsvps.get(person=cast.robin).place_no == 1


def test_a_death_noted_for_the_wrong_person_is_taken_back_in_one_press(jo, cast):
    address = f"/members/{cast.pat.pk}/died/"
    assert "This was a mistake" in jo.post(address, {"died_on": "2026-06-01"}, follow=True).content.decode()
    page = jo.post(address, {"mistake": "1"}, follow=True).content.decode()
    assert "Has died" not in page
    assert "ask Pat Lindqvist to again" in page
    assert Person.objects.reachable().filter(pk=cast.pat.pk, is_active=True).exists()
