"""From one meeting of a group to its next: which comes before, what is still open, what waits to be approved."""

from meetings.models import Action, Meeting, MeetingState, Notes, Question


def of_the_same_group(meeting):
    """Published meetings of the same body; without a body, of the same team and title."""
    held = Meeting.objects.exclude(state=MeetingState.CANCELLED).exclude(pk=meeting.pk)
    if meeting.body_id:
        return held.filter(body=meeting.body_id)
    return held.filter(body=None, team=meeting.team_id, title=meeting.title)


def last_before(meeting) -> Meeting | None:
    """The meeting of this group that was held before this one."""
    earlier = of_the_same_group(meeting).filter(state=MeetingState.PUBLISHED, starts_at__lt=meeting.starts_at)
    return earlier.order_by("-starts_at", "-pk").first()


def next_after(meeting) -> Meeting | None:
    """The meeting of this group that comes next, a draft as well."""
    later = of_the_same_group(meeting).filter(starts_at__gt=meeting.starts_at)
    return later.order_by("starts_at", "pk").first()


def carried_to(meeting):
    """Actions of earlier meetings of this group that are still open: they come back unasked, the first due first."""
    earlier = of_the_same_group(meeting).filter(starts_at__lt=meeting.starts_at)
    return _with_owners(Action.objects.open().filter(meeting__in=earlier.values("pk"))).by_due()


def closed_since(meeting, last):
    """Actions of this group that were done or dropped since the last meeting began."""
    earlier = of_the_same_group(meeting).filter(starts_at__lt=meeting.starts_at)
    closed = Action.objects.filter(meeting__in=earlier.values("pk"), closed_on__gte=last.starts_at.date())
    return _with_owners(closed).order_by("closed_on", "pk")


def answered_since(meeting, last):
    """What this group, or team, asked others, and was answered between the two meetings, the latest first."""
    asked = {"from_body": meeting.body_id} if meeting.body_id else {"from_body": None, "from_team": meeting.team_id}
    if not any(asked.values()):
        return Question.objects.none()
    found = Question.objects.answered().filter(**asked, answered_at__lt=meeting.starts_at)
    return (found.filter(answered_at__gte=last.starts_at) if last else found).with_places()


def _with_owners(actions):
    return actions.select_related("owner", "organisation", "team", "meeting")


def to_approve_at(meeting) -> Notes | None:
    """The notes of the last meeting, when they are agreed and wait to be approved at this one."""
    last = last_before(meeting)
    if last is None:
        return None
    return (
        Notes.objects.filter(meeting=last, agreed_at__isnull=False, approved_at=None).select_related("meeting").first()
    )
