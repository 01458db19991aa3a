"""Templates of kinds: what a meeting or series of one kind usually starts with, kept by a coordinator."""

from django.db import transaction

from meetings.models import HANDED_ON, Meeting, Template
from meetings.rules import LONDON
from members.permissions import Permission, require


@transaction.atomic
def save_from(source, *, actor, now) -> Template:
    """From a meeting or a series as it stands; the template there was for its kind is replaced."""
    require(actor, Permission.CHANGE_SETTINGS)
    said = {name: getattr(source, name) for name in HANDED_ON}
    if isinstance(source, Meeting):
        said["starts"] = source.starts_at.astimezone(LONDON).time()
        said["ends"] = source.ends_at.astimezone(LONDON).time()
        if source.answer_by:
            said["answer_by_days"] = (source.starts_at.astimezone(LONDON).date() - source.answer_by).days
    else:
        said |= {"starts": source.starts, "ends": source.ends, "answer_by_days": source.answer_by_days}
    return Template.objects.update_or_create(kind=source.kind, defaults={**said, "saved_at": now})[0]


def throw_away(*, template, actor) -> None:
    """Meetings and series that began from it stay as they are."""
    require(actor, Permission.CHANGE_SETTINGS)
    template.delete()


def start(template) -> dict:
    """What a form begins with: every word of the template, by the names of the form."""
    said = {name: getattr(template, name) for name in HANDED_ON if name != "reminder_days"}
    said |= {"kind": template.kind_id, "reminders": ", ".join(str(days) for days in template.reminder_days)}
    return said | {"starts": template.starts, "ends": template.ends, "answer_by_days": template.answer_by_days}


def in_order():
    """Those of kinds still in use, in the order of kinds."""
    return Template.objects.filter(kind__is_active=True).select_related("kind").order_by(
        "kind__position", "kind__name", "pk"
    )  # fmt: skip
