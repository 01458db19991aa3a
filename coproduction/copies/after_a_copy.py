"""What belongs to every restore, after the rows are back and before anybody signs in."""

from pathlib import Path

from allauth.usersessions.models import UserSession
from cryptography.fernet import InvalidToken
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from coproduction.dashboards.models import ReadingKey
from members.actions import erasing_again, erasure_log
from members.models import Letter, Organisation
from members.models.channel import Way
from members.models.letter import LetterState
from members.models.sealed import SealedTextField
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


def check_field_keys() -> None:
    """One sealed value of each kind is opened: with other keys every need, plan and concern would stay closed for good."""
    for model in apps.get_models():
        for field in (each for each in model._meta.concrete_fields if isinstance(each, SealedTextField)):
            try:
                model._base_manager.exclude(**{field.name: None}).values_list(field.name, flat=True).order_by(
                    "-pk"
                ).first()
            except InvalidToken:
                raise Refused(
                    "FIELD_KEYS do not open what is sealed in this copy. Set those the site had when the copy was made."
                ) from None


def end_keys_of_programs(*, now) -> int:
    """One that was taken back since would open again; a new one is made in a minute. How many."""
    return ReadingKey.objects.filter(revoked_at=None).update(revoked_at=now)


def letters_that_may_have_left(*, now) -> int:
    """Due by now, and sent by a machine: nobody can say whether they left, so none leaves twice; a person looks. How many."""
    by_machine = [Way.EMAIL, *([Way.TEXT] if settings.SMS_URL else [])]
    rows = Letter.objects.filter(
        way__in=by_machine, state__in=(LetterState.WAITING, LetterState.SENDING), due_at__lte=now
    )
    return rows.update(
        state=LetterState.UNCERTAIN, reason=MAY_HAVE_LEFT, sealed=None, lease_until=None, lease_token=None
    )


def sign_everybody_out() -> None:
    """A sign-in that was ended since must not live again."""
    UserSession.objects.all().delete()
    Session.objects.all().delete()
