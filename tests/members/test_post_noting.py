"""Post is noted once, on the right way, in its window, and never with a stranger's link in it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import JSONField, TextField, Value
from django.db.models.functions import Cast as As
from django.db.models.functions import Concat

from members.models import ContactTask, Letter, Person
from members.models.contact import Outcome
from members.models.letter import LetterState
from members.post import calls, kinds, letters, links
from members.post.plain import flat, one_line
from tests.factories import channel

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)  # a Tuesday
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def news(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    shared = {
        "render": lambda letter, *, now: letters.Rendered(subject="Please answer", text="Hello\n"),
        "still_true": lambda letter, *, now: "",
        "lane": letters.Lane.BULK,
        "essential": False,
        "purpose": "meetings",
        "words": "News",
    }
    letters.register("news", windowed=True, **shared)
    letters.register("quick", windowed=False, **shared)
    letters.register("email_only", windowed=False, human_twin=False, **shared)


def note(person, key="k", kind="quick", **more):
    letters.note(kind=kind, key=key, person=person, about="meeting:42", due_at=NOW, now=NOW, **more)


def test_the_same_key_is_noted_once(cast):
    note(cast.rowan)
    note(cast.rowan, facts={"other": 1})
    letter = Letter.objects.get()
    assert (letter.state, letter.way, letter.facts) == ("waiting", "email", {})
    assert letter.message_id.startswith("<")


def test_each_person_is_written_to_on_their_own_way(cast):
    note(cast.rowan, key="1")
    note(cast.sam, key="2")
    note(cast.pat, key="3")
    assert list(Letter.objects.order_by("key").values_list("way", flat=True)) == ["email", "phone", "post"]


def test_a_channel_for_this_purpose_wins_over_the_one_for_everything(cast):
    channel(person=cast.rowan, way="phone", address="01632 960 300", purpose="meetings")
    note(cast.rowan)
    assert Letter.objects.get().way == "phone"


def test_an_email_only_kind_is_not_noted_for_somebody_on_the_telephone(cast):
    note(cast.sam, kind="email_only")
    assert not Letter.objects.exists()


def test_a_windowed_letter_waits_for_monday_and_a_move_within_72_hours_does_not(cast, settings):
    settings.SEND_WINDOW = "09:00-19:00"
    sunday = datetime(2026, 11, 22, 12, tzinfo=UTC)
    row = {"kind": "news", "person": cast.rowan, "about": "meeting:1", "due_at": sunday}
    letters.note_many([row | {"key": "waits"}, row | {"key": "leaves", "windowed": False}], now=sunday)
    assert Letter.objects.get(key="waits").due_at == datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert Letter.objects.get(key="leaves").due_at == sunday


def test_a_whole_mailing_is_noted_in_one_statement(cast, django_assert_num_queries):
    people = [cast.rowan, cast.sam, cast.pat]
    source = (
        Person.objects.filter(pk__in=[p.pk for p in people])
        .annotate(
            key=Concat(Value("m:"), As("pk", TextField()), output_field=TextField()),
            facts=Value({"offset": 7}, JSONField()),
        )
        .values_list("key", "pk", "facts")
    )
    with django_assert_num_queries(4):  # savepoint, insert, notify, release
        assert letters.note_set(kind="quick", source=source, about="meeting:42", due_at=NOW, now=NOW) == 3
    assert letters.note_set(kind="quick", source=source, about="meeting:42", due_at=NOW, now=NOW) == 0
    assert Letter.objects.get(person=cast.sam).facts == {"offset": 7}
    assert Letter.objects.get(person=cast.sam).way == "phone"


def test_what_is_no_longer_wanted_is_withheld_and_its_call_closed(cast):
    note(cast.rowan, key="1")
    note(cast.sam, key="2")
    called = Letter.objects.get(key="2")
    Letter.objects.filter(pk=called.pk).update(state=LetterState.SENDING)
    calls.add(person=cast.sam, why="Meeting", due_at=NOW, way="phone", letter=called, now=NOW)
    assert letters.withhold(about="meeting:42", reason="The meeting was cancelled.") == 2
    assert set(Letter.objects.values_list("state", "reason")) == {("withheld", "The meeting was cancelled.")}
    assert ContactTask.objects.get().outcome == Outcome.NOT_NEEDED


def test_a_link_is_repeated_until_it_is_revoked_and_then_fresh(cast):
    ends = NOW + timedelta(days=30)
    ask = {"person": cast.rowan, "purpose": "rsvp", "about": "meeting:42", "expires_at": ends, "now": NOW}
    first = links.link_for(**ask)
    assert links.address(links.link_for(**ask)) == links.address(first)
    assert links.find(first.token, purpose="rsvp", now=NOW).person == cast.rowan
    assert links.find(first.token, purpose="invitation", now=NOW) is None
    assert links.find(first.token, purpose="rsvp", now=ends) is None
    links.revoke(about="meeting:42", person=cast.rowan, now=NOW)
    assert links.find(first.token, purpose="rsvp", now=NOW) is None
    assert links.link_for(**ask).token != first.token


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Rowan\n\nPress here: http://evil.example/x", "Rowan Press here: evil. example/x"),
        ("www.evil.com", "evil. com"),
        ("Room 2.30pm, St. Mary's", "Room 2.30pm, St. Mary's"),
        ("Zoë 🌻", "Zoë 🌻"),
    ],
)
def test_what_people_typed_is_one_line_without_links(typed, said):
    assert one_line(typed) == said


def test_a_person_in_a_letter_is_flat_too(cast):
    cast.rowan.name = "Rowan\nhttps://evil.example"
    wrapped = flat({"person": cast.rowan, "all": [cast.rowan]})
    assert wrapped["person"].name == "Rowan evil. example"
    assert str(wrapped["all"][0]) == "Rowan evil. example"
