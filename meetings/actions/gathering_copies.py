"""Next year's conference, from this year's."""

from django.db import transaction

from meetings.actions.gatherings import PLAN, create
from meetings.models import Gathering, Session
from members.permissions import require

COPIED = [
    "sort", "body", "team", "lead", "venue", "place", "about", "access", "content_note", "wellbeing", "arriving", "rooms", "host",
    "places", "held_places", "offer_hours", "offer_hours_by_hand",
]  # fmt: skip


@transaction.atomic
def copy_gathering(*, gathering, starts_at, actor, now, title="", **facts) -> Gathering:
    """Next year's, from this one: place, texts, places and programme, moved to the new day; no people, and no
    coordinating organisations, for those change from year to year. A draft."""
    require(actor, PLAN, within=gathering)
    moved = starts_at - gathering.starts_at
    same = {name: getattr(gathering, name) for name in COPIED}
    new = create(
        actor=actor, now=now, starts_at=starts_at, ends_at=gathering.ends_at + moved, title=title or gathering.title,
        copied_from=gathering, **{**same, **facts},
    )  # fmt: skip
    Session.objects.bulk_create(
        [
            Session(
                gathering=new, sort=each.sort, title=each.title, about=each.about, content_note=each.content_note,
                room=each.room, places=each.places, position=each.position, starts_at=each.starts_at + moved,
                ends_at=each.ends_at + moved,
            )
            for each in gathering.sessions.in_order()
        ]
    )  # fmt: skip
    return new
