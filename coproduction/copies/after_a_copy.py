"""What belongs to every restore, after the rows are back and before anybody signs in."""

from pathlib import Path

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from members.actions import erasing_again, erasure_log
from members.models import Letter, Organisation
from members.models.channel import Way
from members.models.letter import LetterState
from members.rules import Refused

MAY_HAVE_LEFT = "It was to leave after this copy of the site was made. It may have left before the copy was put back."


def merge_erasures(kept: Path) -> None:
    """The list beside the database may be younger than the copy, or gone: both are put together."""
    erasure_log.take_over(kept)


def erase_again(*, now) -> int:
    erasure_log.write_what_is_missing()
    return erasing_again.erase_again(now=now)


def check_history_is_written() -> None:
    """Triggers that stand in a catalogue but do not fire would lose history unseen; nothing of this is kept."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM members_organisationevent")
        before = cursor.fetchone()[0]
        Organisation.objects.create(name="A copy that was put back is tried")
        cursor.execute("SELECT count(*) FROM members_organisationevent")
        written = cursor.fetchone()[0] - before
        transaction.set_rollback(True)
    if written != 1:
        raise Refused("History is not written in what was put back: its triggers do not fire. Do not start the site.")


def letters_that_may_have_left(*, made_at, now) -> int:
    """Emails due between the copy and now: nobody can say whether they left, so none leaves twice; a person looks."""
    rows = Letter.objects.filter(way=Way.EMAIL, state__in=(LetterState.WAITING, LetterState.SENDING), due_at__lte=now)
    return rows.update(
        state=LetterState.UNCERTAIN, reason=MAY_HAVE_LEFT, sealed=None, lease_until=None, lease_token=None
    )


def sign_everybody_out() -> None:
    """A sign-in that was ended since must not live again."""
    UserSession.objects.all().delete()
    Session.objects.all().delete()
