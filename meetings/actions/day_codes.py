"""The short codes that are printed and open one page without an account."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from meetings.day_rules import SHEETS_TAKEN
from meetings.models import DayCode, DayPurpose
from meetings.models.day_code import LENGTH, new_code
from members.permissions import Permission, require

LASTS = {
    DayPurpose.IDEAS: timedelta(days=1),
    DayPurpose.NOTES: timedelta(days=1),
    DayPurpose.EVALUATION: SHEETS_TAKEN,
}


@transaction.atomic
def code_for(*, gathering, purpose, table=None, actor, now) -> DayCode:
    """The code of that purpose; made when it is first wanted."""
    require(actor, Permission.PLAN_MEETING, within=gathering)
    ends = gathering.ends_at + LASTS[DayPurpose(purpose)]
    return DayCode.objects.get_or_create(gathering=gathering, purpose=purpose, table=table, defaults={"ends_at": ends})[
        0
    ]


@transaction.atomic
def close(*, code, actor, now) -> None:
    """From now on the page says that it is over."""
    require(actor, Permission.PLAN_MEETING, within=code.gathering)
    code.ends_at = min(code.ends_at, now)
    code.save(update_fields=["ends_at"])


@transaction.atomic
def open_again(*, code, anew=False, actor, now) -> None:
    """A day more; `anew` with other letters, when the old ones went where they should not."""
    require(actor, Permission.PLAN_MEETING, within=code.gathering)
    code.ends_at = max(code.gathering.ends_at, now) + LASTS[DayPurpose(code.purpose)]
    if anew:
        code.code = new_code()
    code.save(update_fields=["ends_at", "code"])


def find(words) -> DayCode | None:
    """The code that was typed, however it was written: small letters, spaces and hyphens do not matter."""
    typed = "".join(sign for sign in words.upper() if sign.isalnum())
    if len(typed) != LENGTH:
        return None
    return DayCode.objects.filter(code=typed).select_related("gathering", "table").first()


def address(code) -> str:
    """As it is printed."""
    return f"{settings.BASE_URL}/day/{code.code}/"
