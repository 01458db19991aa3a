"""The weekly letter is noted when its hour has come and something waits for it; what it told is then marked as told."""

from members.emails import weekly
from members.models import Letter
from members.models.letter import Lane, LetterState
from members.post import letters, pacing
from members.post.looking import IN_THE_WEEKLY_LETTER

LOOKED_BACK = pacing.WEEK * 4


def plan_due(*, now) -> int:
    """A planner like any other: two short questions while nobody wants a weekly letter."""
    _mark_what_was_told(now=now)
    hour = pacing.last_weekly(now)
    waiting = Letter.objects.filter(
        person__post_wishes__weekly_letter=True, state=LetterState.WAITING, on_hold=False, lane=Lane.BULK, is_essential=False,
        is_sensitive=False, created_at__lte=hour, due_at__lte=pacing.gathered_until(hour),
    ).exclude(kind=pacing.WEEKLY)  # fmt: skip
    gathered: dict[int, list[int]] = {}
    for person_id, pk in waiting.order_by("person_id", "created_at", "pk").values_list("person_id", "pk"):
        gathered.setdefault(person_id, []).append(pk)
    rows = [
        {
            "kind": pacing.WEEKLY, "key": f"{pacing.WEEKLY}:{person_id}:{hour:%Y-%m-%d}", "person": person_id, "about": "",
            "facts": {"letters": found}, "due_at": now,
        }
        for person_id, found in gathered.items()
    ]  # fmt: skip
    return letters.note_many(rows, now=now) if rows else 0


def _mark_what_was_told(*, now) -> None:
    told = Letter.objects.filter(kind=pacing.WEEKLY, about="", state=LetterState.SENT, sent_at__gt=now - LOOKED_BACK)
    for letter in told.exclude(facts__has_key="told").order_by("pk"):
        inside = [each.pk for each in weekly.gathered(letter, now=letter.sent_at)]
        Letter.objects.filter(pk__in=inside, state=LetterState.WAITING).update(
            state=LetterState.SENT, sent_at=letter.sent_at, way=letter.way, reason=IN_THE_WEEKLY_LETTER
        )
        Letter.objects.filter(pk=letter.pk).update(facts=letter.facts | {"told": True})
