"""A board is counted again whenever anything it reads has changed, and not otherwise."""

import os
from datetime import timedelta

import psycopg2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coproduction.dashboards import kept
from coproduction.dashboards.boards import board_for
from coproduction.dashboards.periods import period
from members.models import Letter
from members.models.letter import LetterState
from projects.actions import logging
from tests import factories as make


def people_on(page):
    return page.board.measures["MET-13"].now["people"]


@pytest.fixture
def ask(transactional_db, cast):
    """`ask()` gives the trustee's board and how many questions the database was asked."""
    actor = cast.actor("tal")

    def board(later=timedelta(0)):
        now = timezone.now() + later
        with CaptureQueriesContext(connection) as asked:
            page = board_for(actor=actor, period=period("12m", today=timezone.localdate()), now=now)
        return page, len(asked)

    return board


@pytest.fixture
def somebody_else():
    """Another connection to the same database, which has written something and not yet committed."""
    settings = connection.settings_dict
    other = psycopg2.connect(
        os.environ["DATABASE_URL"].replace("postgres://", "postgresql://", 1), dbname=settings["NAME"]
    )
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
        cursor.fetchone()
    yield other
    other.close()


def test_the_second_look_asks_one_question(ask):
    make.activity(people=[make.person(f"Member {n}") for n in range(6)])
    first, dear = ask()
    second, cheap = ask()
    assert (dear, cheap) == (6, 1)
    assert second is first


def test_a_quick_log_moves_the_next_look(ask, cast):
    people = [make.person(f"Member {n}", has_lived_experience=True) for n in range(6)]
    ask()
    activity = logging.quick_log(
        actor=cast.actor("jo"),
        now=timezone.now(),
        kind=make.kind("Interview panel", is_meeting=False),
        title="Panel",
        date=timezone.localdate(),
        team=cast.team,
        people=people,
        hats={person.pk: ["client"] for person in people},
    )
    assert people_on(ask()[0]).value == 6
    logging.take_back(activity=activity, actor=cast.actor("jo"), now=timezone.now())
    assert people_on(ask()[0]).value == 0


def test_nothing_is_kept_while_somebody_is_writing(ask, somebody_else):
    """Their change may be older than the newest one we saw, and would never be noticed."""
    _, first = ask()
    _, second = ask()
    assert (first, second) == (6, 6)
    somebody_else.rollback()
    ask()
    assert ask()[1] == 1


def test_a_board_is_never_older_than_a_minute(ask):
    ask()
    assert ask(timedelta(seconds=59))[1] == 1
    assert ask(timedelta(seconds=61))[1] == 6


def test_another_period_is_another_board(ask, cast):
    page, _ = ask()
    other = board_for(actor=cast.actor("tal"), period=period("all", today=timezone.localdate()), now=timezone.now())
    assert other is not page


def test_only_so_many_are_kept(ask):
    page, _ = ask()
    quiet = kept.Stamp(newest=(), is_quiet=True)
    for number in range(3 * kept.AT_MOST):
        kept.keep(number, page, stamp=quiet, now=timezone.now())
    assert len(kept._kept) == kept.AT_MOST


@pytest.mark.django_db
@pytest.mark.parametrize("model", kept.READ, ids=lambda model: model.__name__)
def test_every_change_of_what_a_board_reads_is_noticed(cast, model):
    meeting = make.meeting(people=[cast.rowan])
    make.attendance(meeting, cast.rowan)
    make.activity(people=[cast.rowan], project=make.project())
    make.body("A group without meetings", "other")
    make.team("A team without work")
    row = model.objects.order_by("-pk").first()
    before = kept.stamp().newest
    assert kept.stamp().newest == before
    field = next(
        f.name for f in model._meta.fields if f.name in {"title", "name", "minutes", "contact_minutes", "mode", "via"}
    )
    model.objects.filter(pk=row.pk).update(**{field: 7 if "minutes" in field else "phone"})
    changed = kept.stamp().newest
    assert changed != before
    row.delete()
    assert kept.stamp().newest != changed


@pytest.mark.django_db
def test_a_letter_that_fails_and_one_that_is_sent_after_all_are_noticed(cast):
    made = make.meeting(people=[cast.rowan])
    letter = Letter.objects.create(
        key="one",
        kind="meeting_invitation",
        about=made.about_word,
        person=cast.rowan,
        due_at=timezone.now(),
        state="sent",
    )
    seen = [kept.stamp().newest]
    for state in (LetterState.FAILED, LetterState.SENT):
        Letter.objects.filter(pk=letter.pk).update(state=state)
        assert kept.stamp().newest != seen[-1]
        seen.append(kept.stamp().newest)
    assert seen[0] == seen[2]
