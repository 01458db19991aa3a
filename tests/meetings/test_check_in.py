"""The door: no network, two phones, paper typed later; nobody is counted twice and nobody is lost."""

import json
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from meetings.actions import check_in
from meetings.actions.check_in import Pressed
from meetings.day_queries import door_rows, maybe_the_same, short_name
from meetings.models import CheckInPress
from members.rules import Refused
from tests.factories import day as make_day
from tests.meetings.conftest import NOW

pytestmark = pytest.mark.django_db
DAY = NOW.replace(hour=10)
LATER = DAY + timedelta(hours=2)


@pytest.fixture
def conference(cast):
    return make_day.gathering(starts_at=DAY, lead=cast.jo, team=cast.team)


@pytest.fixture
def sam(conference):
    return make_day.registered(conference, "Sam Okafor", le=True)


@pytest.fixture
def keep(cast, conference):
    def kept(*presses, now=LATER):
        return check_in.keep(gathering=conference, presses=presses, actor=cast.actor("ash"), now=now)

    return kept


def came(registration, *, minutes=0, uid=None):
    return Pressed(uid or uuid.uuid4(), "came", DAY + timedelta(minutes=minutes), registration.pk)


def undo(registration, *, minutes=0):
    return Pressed(uuid.uuid4(), "undo", DAY + timedelta(minutes=minutes), registration.pk)


def walk_in(name, *, uid=None, le=False):
    return Pressed(uid or uuid.uuid4(), "walk_in", DAY, None, name, le)


def test_the_same_press_sent_twice_is_one_press(keep, sam):
    press = came(sam)
    assert keep(press) == keep(press) == {press.uid}
    assert CheckInPress.objects.count() == 1
    sam.refresh_from_db()
    assert sam.came_at == DAY


def test_two_phones_that_press_the_same_person_make_one_arrival_at_the_earlier_time(keep, sam, conference):
    keep(came(sam, minutes=9))
    keep(came(sam, minutes=4))
    sam.refresh_from_db()
    assert sam.came_at == DAY + timedelta(minutes=4)
    assert conference.registrations.came().count() == 1


def test_the_latest_press_stands_whichever_phone_reaches_us_first(keep, sam):
    keep(came(sam, minutes=5), undo(sam, minutes=6))
    keep(came(sam, minutes=2))  # the phone without a network comes late with an old press
    sam.refresh_from_db()
    assert sam.came_at is None
    keep(came(sam, minutes=8))
    keep(undo(sam, minutes=1))
    sam.refresh_from_db()
    assert sam.came_at == DAY + timedelta(minutes=8)


def test_a_walk_in_made_without_a_network_gets_one_row(keep, conference):
    press = walk_in("Bo", le=True)
    keep(press)
    keep(press)
    made = conference.registrations.get()
    assert (made.name, made.came_by, made.came_at, made.has_lived_experience, made.place_no) == (
        "Bo", "door", DAY, True, 1,
    )  # fmt: skip


def test_somebody_on_the_list_who_is_typed_as_a_walk_in_is_let_in_and_not_made_anew(keep, conference, sam):
    keep(walk_in("sam OKAFOR"))
    sam.refresh_from_db()
    assert sam.came_at == DAY
    assert conference.registrations.count() == 1


def test_two_walk_ins_with_one_name_are_two_until_somebody_says_they_are_one(keep, cast, conference):
    keep(walk_in("Sam"))
    keep(walk_in("Sam"))
    first, second = conference.registrations.order_by("pk")
    assert (first.name, second.name) == ("Sam", "Sam (2)")
    assert (second, first) in maybe_the_same(conference)
    check_in.put_together(gathering=conference, stays=first, goes=second, actor=cast.actor("ash"), now=LATER)
    assert conference.registrations.came().count() == 1
    assert CheckInPress.objects.filter(registration=first).count() == 2


def test_a_walk_in_who_was_on_the_list_is_put_together_with_their_row(keep, cast, conference, sam):
    keep(walk_in("Sam"))
    guest = conference.registrations.get(came_by="door")
    assert maybe_the_same(conference) == [(guest, sam)]
    check_in.put_together(gathering=conference, stays=sam, goes=guest, actor=cast.actor("ash"), now=LATER)
    assert [each.name for each in conference.registrations.came()] == ["Sam Okafor"]
    with pytest.raises(Refused):
        check_in.put_together(gathering=conference, stays=sam, goes=sam, actor=cast.actor("ash"), now=LATER)


def test_who_had_cancelled_and_comes_all_the_same_is_in(keep, conference):
    gone = make_day.registered(conference, "Ada Byron")
    type(gone).objects.filter(pk=gone.pk).update(state="cancelled", place_no=None)
    keep(came(gone))
    gone.refresh_from_db()
    assert (gone.state, gone.place_no, gone.came_at) == ("registered", 1, DAY)


def test_a_press_on_somebody_of_another_gathering_is_kept_and_does_nothing(keep, cast, sam):
    stranger = make_day.registered(make_day.gathering("Away day", starts_at=DAY), "Kit Rowe")
    press = came(stranger)
    assert press.uid in keep(press), "so that the phone does not send it for ever"
    stranger.refresh_from_db()
    assert stranger.came_at is None
    assert not CheckInPress.objects.get().counted


def test_a_phone_with_a_wrong_clock_is_by_our_clock():
    phone_now = LATER + timedelta(days=400)
    assert check_in.by_our_clock(phone_now - timedelta(minutes=3), phone_now=phone_now, now=LATER) == LATER - timedelta(
        minutes=3
    )
    assert check_in.by_our_clock(LATER + timedelta(hours=1), phone_now=LATER, now=LATER) == LATER, "never in the future"


def test_only_whoever_runs_the_day_keeps_the_door(cast, conference, sam):
    for who in ("uma", "rowan", "kim", "tal"):
        with pytest.raises(PermissionDenied):
            check_in.keep(gathering=conference, presses=[came(sam)], actor=cast.actor(who), now=LATER)


# ---- paper -------------------------------------------------------------------------------------------------------------
def test_numbers_are_read_as_people_write_them():
    assert check_in.numbers_in("3, 17 20-22;5") == [3, 17, 20, 21, 22, 5]
    assert check_in.numbers_in("20 – 21") == [20, 21]
    for wrong in ("three", "5-3", "1-99999", "-4"):
        with pytest.raises(Refused):
            check_in.numbers_in(wrong)


def test_a_typed_list_counts_nobody_twice_and_names_what_it_does_not_know(cast, conference, keep, sam):
    kit, lou = make_day.registered(conference, "Kit Rowe"), make_day.registered(conference, "Lou Penn")
    keep(came(sam), walk_in("Bo"))
    sheet = uuid.uuid4()
    told = [
        check_in.type_list(
            gathering=conference, numbers=[sam.place_no, kit.place_no, 99], walk_ins=[("Bo", False), ("Ida", True)],
            sheet=sheet, actor=cast.actor("ash"), now=LATER,
        )
        for _ in range(2)
    ]  # fmt: skip
    assert ([p.name for p in told[0].came], told[0].walked_in, told[0].unknown) == (["Kit Rowe"], ["Ida"], [99])
    assert {str(each) for each in told[0].already} == {"Sam Okafor", "Bo"}
    assert (told[1].came, told[1].walked_in) == ([], []), "the same page again is the same page"
    assert sorted(each.name for each in conference.registrations.came()) == ["Bo", "Ida", "Kit Rowe", "Sam Okafor"]
    lou.refresh_from_db()
    assert lou.came_at is None


def test_nobody_came_to_a_day_that_is_still_to_come(cast):
    later = make_day.gathering("Next year", starts_at=DAY + timedelta(days=30), team=cast.team)
    with pytest.raises(Refused, match="has not come yet"):
        check_in.type_list(gathering=later, numbers=[1], sheet=uuid.uuid4(), actor=cast.actor("ash"), now=LATER)


def test_a_week_after_the_day_nobody_is_let_in_and_a_coordinator_puts_one_right(client, cast, as_user, conference, sam):
    ash, jo = cast.actor("ash"), cast.actor("jo")
    late = conference.ends_at + timedelta(days=8)
    with pytest.raises(Refused, match="list of this day was closed on Monday 23 November"):
        check_in.keep(gathering=conference, presses=[came(sam)], actor=ash, now=late)
    with pytest.raises(Refused, match="closed"):
        check_in.type_list(gathering=conference, numbers=[1], sheet=uuid.uuid4(), actor=ash, now=late)
    with pytest.raises(Refused, match="A coordinator can still"):
        check_in.heads(gathering=conference, others=5, others_le=1, actor=ash, now=late)
    with pytest.raises(Refused, match="A coordinator can still"):
        check_in.put_right(registration=sam, came=True, actor=ash, now=late)
    with time_machine.travel(late, tick=False):
        page = as_user(client, cast.jo).get(url("door", conference)).content.decode()
        assert "The door is closed" in page
        assert "data-door" not in page
        as_user(client, cast.jo).post(f"/meetings/events/people/{sam.pk}/do/", {"do": "there"})
        sam.refresh_from_db()
        assert sam.came_at == conference.starts_at
        history = client.get(f"/meetings/events/people/{sam.pk}/history/").content.decode()
        assert "Jo " in history
        client.post(f"/meetings/events/people/{sam.pk}/do/", {"do": "not_there"})
    check_in.put_right(registration=sam, came=False, actor=jo, now=late)
    sam.refresh_from_db()
    assert sam.came_at is None


def test_what_was_put_right_stands_when_an_older_press_comes_late(keep, cast, conference, sam):
    ash, early = cast.actor("ash"), conference.starts_at - timedelta(minutes=30)
    check_in.put_right(registration=sam, came=False, actor=ash, now=LATER)
    keep(came(sam, minutes=5), now=LATER + timedelta(hours=1))  # a phone that was without network since
    sam.refresh_from_db()
    assert sam.came_at is None
    keep(walk_in("Sam"), now=early)  # the door opens before the day begins
    guest = conference.registrations.get(came_by="door")
    check_in.put_together(gathering=conference, stays=sam, goes=guest, actor=ash, now=early)


# ---- pages -------------------------------------------------------------------------------------------------------------
@pytest.fixture
def ash(client, cast, as_user):
    with time_machine.travel(LATER, tick=False):
        yield as_user(client, cast.ash)


def url(name, conference):
    return reverse(f"meetings:{name}", args=[conference.pk])


def test_a_phone_knows_a_first_name_and_a_letter_and_nothing_else(ash, conference, sam):
    told = ash.get(url("door_phone", conference)).json()
    assert told["rows"] == [{"id": sam.pk, "number": 1, "name": "Sam O.", "came": False}]
    page = ash.get(url("door", conference)).content.decode()
    assert "Okafor" not in page
    assert "Sam O." in page
    assert [short_name(name) for name in ("Sam", "Mary Ann Lee", "Sam (2)")] == ["Sam", "Mary L.", "Sam (2)"]


def test_a_phone_sends_its_presses_and_hears_which_are_kept(ash, conference, sam):
    uid = str(uuid.uuid4())
    at = int(LATER.timestamp() * 1000)
    sent = {"now": at, "presses": [{"uid": uid, "press": "came", "at": at - 60_000, "id": sam.pk}]}
    told = ash.post(url("door_phone", conference), json.dumps(sent), content_type="application/json").json()
    assert (told["kept"], told["rows"][0]["came"]) == ([uid], True)
    sam.refresh_from_db()
    assert sam.came_at == LATER - timedelta(minutes=1)


@pytest.mark.parametrize(
    "body",
    [
        "", "[]", "{}", '{"now": 1, "presses": [{}]}', '{"now": 1e30, "presses": []}',
        '{"now": 1, "presses": [{"uid": "x", "press": "came", "at": 1, "id": 1}]}',
        '{"now": 1, "presses": [{"uid": "6f1f64a2-6d2b-4d2a-9d6b-6a7f1f64a26d", "press": "came", "at": 1, "id": "1 or 1"}]}',
    ],
)  # fmt: skip
def test_what_no_phone_of_ours_sends_is_refused_in_a_sentence(ash, conference, body):
    answer = ash.post(url("door_phone", conference), body, content_type="application/json")
    assert (answer.status_code, answer.json()["words"]) == (400, "This could not be read. Nothing was saved.")


def test_without_javascript_each_row_is_a_button_and_pressing_twice_is_once(ash, conference, sam):
    uid = str(uuid.uuid4())
    for _ in range(2):
        ash.post(url("door_press", conference), {"step": "came", "registration": sam.pk, "uid": uid})
    ash.post(url("door_press", conference), {"step": "walk_in", "name": "Bo", "uid": str(uuid.uuid4())})
    assert conference.registrations.came().count() == 2
    assert CheckInPress.objects.count() == 2
    ash.post(url("door_press", conference), {"step": "undo", "registration": sam.pk, "uid": str(uuid.uuid4())})
    assert conference.registrations.came().count() == 1


def test_the_printed_list_is_typed_in_on_a_page_that_keeps_what_it_could_not_read(ash, conference, sam):
    page = ash.post(url("door_paper", conference), {"numbers": "1, two", "walk_ins": "Bo *"})
    assert page.status_code == 422
    assert "“two” is not a number of the list" in page.content.decode()
    assert "Bo *" in page.content.decode()
    page = ash.post(
        url("door_paper", conference), {"numbers": "1", "walk_ins": "Bo *\nIda", "others": "3", "others_le": "1"}
    ).content.decode()
    assert "Came: <bdi>Sam Okafor</bdi>" in page
    conference.refresh_from_db()
    assert (conference.others, conference.others_le, conference.registrations.came().as_all("lived_experience").count()) == (
        3, 1, 2,
    )  # fmt: skip


def test_the_door_asks_as_often_for_three_as_for_one(ash, conference, sam, django_assert_max_num_queries):
    ash.get(url("door", conference))
    for name in ("Kit Rowe", "Lou Penn"):
        make_day.registered(conference, name)
    with django_assert_max_num_queries(12):
        ash.get(url("door", conference))
    with django_assert_max_num_queries(1):
        assert len(door_rows(conference)) == 3
