"""A note of a table at a conference becomes something to answer, in one press and once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.actions import tables as meeting_tables
from members.rules import Refused
from projects.actions import tables
from projects.models import Contribution
from tests import factories as make
from tests.factories import day as make_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(cast, now):
    conference = make_day.gathering("Lived Experience Conference", days=-3, team=cast.team, lead=cast.ash)
    return meeting_tables.add(gathering=conference, question="What helps?", actor=cast.actor("ash"), now=now)


@pytest.fixture
def note(table):
    return table.notes.create(text="Somebody who rings back", theme="Waiting", may_use="quote", is_ready=True,
                              kept_at=table.gathering.ends_at)  # fmt: skip


def page_of(table):
    return reverse("projects:said_at_tables", args=[table.gathering_id]) + f"?table={table.number}"


def test_one_press_gives_a_tables_note_an_owner_and_a_day_and_a_second_press_finds_the_same(
    client, cast, as_user, welcoming, table, note
):
    as_user(client, cast.ash)
    assert page_of(table).encode() in client.get(reverse("meetings:day_table", args=[table.pk])).content
    assert b"Give it an owner and a day" in client.get(page_of(table)).content
    press = reverse("projects:note_take", args=[note.pk])
    places = [client.post(press, {"project": welcoming.pk})["Location"] for _ in range(2)]
    made = Contribution.objects.get()
    assert places == [reverse("projects:said", args=[made.pk])] * 2
    assert (made.source, made.theme, made.quote, made.on_behalf_of) == (
        "table", "Waiting", "anonymous", "Table 1 at Lived Experience Conference",
    )  # fmt: skip
    assert (made.owner, made.contributors.count()) == (cast.ash, 0)
    assert made.reply_by > made.noted_at.date()
    assert b"Table 1 at Lived Experience Conference" in client.get(places[0]).content
    shown = client.get(page_of(table)).content.decode()
    assert "Passed on" in shown
    assert "Give it an owner" not in shown


def test_a_note_that_nobody_has_read_or_that_was_taken_off_does_not_go_on(cast, welcoming, note, now):
    same = {"note": note, "actor": cast.actor("ash"), "now": now}
    meeting_tables.change_note(is_ready=False, **same)
    with pytest.raises(Refused, match="ready"):
        tables.take_up_note(project=welcoming, **same)
    meeting_tables.change_note(is_ready=True, may_use="inside", **same)
    meeting_tables.take_off(**same)
    with pytest.raises(Refused, match="taken off"):
        tables.take_up_note(project=welcoming, **same)
    note.removed_at = None
    note.save()
    made = tables.take_up_note(project=welcoming, **same)
    assert made.quote == "none", "the table did not say that its words may be repeated"


def test_another_teams_tables_and_another_teams_project_are_not_there(client, cast, as_user, table, note):
    as_user(client, cast.uma)
    assert client.get(page_of(table)).status_code == 404
    as_user(client, cast.ash)
    other = make.project(team=cast.other_team)
    assert client.post(reverse("projects:note_take", args=[note.pk]), {"project": other.pk}).status_code == 404
    assert not Contribution.objects.exists()


def test_the_page_asks_as_many_questions_for_three_notes_as_for_one(
    client, cast, as_user, table, note, django_assert_num_queries, welcoming, now
):  # fmt: skip
    as_user(client, cast.ash)
    client.get(page_of(table))
    with CaptureQueriesContext(connection) as one:
        client.get(page_of(table))
    for words in ("Say how long it takes", "Believe me at the desk"):
        table.notes.create(text=words, is_ready=True, kept_at=now)
    tables.take_up_note(note=note, project=welcoming, actor=cast.actor("ash"), now=now)
    with django_assert_num_queries(len(one)):
        client.get(page_of(table))
