"""One person's dates of a series, each with its own answer."""

from dataclasses import dataclass

from django.db.models import Q

from meetings.counting import answers_of_many
from meetings.models import MeetingState, Rsvp
from meetings.standing import choices, closed_because, standing_word
from members.models import Link
from members.post import links


@dataclass(frozen=True)
class Mine:
    """One date as the person asked sees it, with its buttons."""

    rsvp: Rsvp
    standing: object
    choices: list
    closed: str
    address: str = ""

    @property
    def meeting(self):
        return self.rsvp.meeting


def dates_of(person_id, series_id, *, now, with_links=False, seen=None) -> list[Mine]:
    """The dates of a series that somebody is asked to, each answered on its own. `with_links`: their own live links,
    read, never made, for a page behind a link. `seen`: only of these meetings."""
    told = Q(meeting__state=MeetingState.PUBLISHED) | Q(meeting__published_at__isnull=False)
    rows = Rsvp.objects.filter(told, person=person_id, meeting__series=series_id, meeting__ends_at__gt=now).standing()
    if seen is not None:
        rows = rows.filter(meeting__in=seen.order_by().values("pk"))
    rows = list(rows.defer("different").select_related("meeting").order_by("meeting__starts_at", "pk"))
    counted = answers_of_many([row.meeting for row in rows]) if rows else {}
    addresses = _links(person_id, rows, now=now) if with_links else {}
    found = []
    for row in rows:
        closed = closed_because(row, now=now)
        places = {way.mode.value: way for way in counted[row.meeting_id].ways if way.limit is not None}
        buttons = [] if closed else choices(row, places)
        found.append(Mine(row, standing_word(row), buttons, closed, addresses.get(row.meeting.about_word, "")))
    return found


def _links(person_id, rows, *, now) -> dict[str, str]:
    live = Link.objects.live(now=now).filter(
        person=person_id, purpose="rsvp", about__in=[row.meeting.about_word for row in rows]
    )
    return {link.about: f"{links.PATHS[link.purpose]}{link.token}/" for link in live.order_by("pk")}
