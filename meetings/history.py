"""What changed about a meeting since people were last told, read from its history."""

from datetime import UTC, datetime

from meetings.models import Meeting, Mode

WORDS = {
    "title": "What it is called",
    "about": "What it is about",
    "place": "Where it is",
    "access": "Access",
    "dial_in": "The number to ring to take part",
    "content_note": "What may be hard to hear",
    "wellbeing_person": "Who is there for anybody who needs a moment",
    "remote_host": "Who looks after people who are not in the room",
}


def instant(seconds) -> datetime:
    """A moment kept as a number in a letter's facts."""
    return datetime.fromtimestamp(seconds, tz=UTC)


def changes(meeting, *, since) -> list[dict]:
    """What is different now from history row `since`, as {"what", "now", "before"} in words; empty when nothing is."""
    before = Meeting.pgh_event_models["update"].objects.filter(pgh_obj_id=meeting.pk, pgh_id=since).first()
    if before is None:
        return []
    found = [
        {"what": words, "now": getattr(meeting, name) or "not said", "before": getattr(before, name) or "not said"}
        for name, words in WORDS.items()
        if getattr(meeting, name) != getattr(before, name)
    ]
    ways = [_ways(meeting), _ways(before)]
    if ways[0] != ways[1]:
        found.append({"what": "How you can take part", "now": ways[0], "before": ways[1]})
    if meeting.join_link != before.join_link:
        found.append(
            {"what": "The link to join online", "now": "a new one; we send it shortly before the start", "before": ""}
        )
    return found


def _ways(meeting) -> str:
    return ", ".join(mode.label for mode in Mode if getattr(meeting, f"{mode.value}_offered"))
