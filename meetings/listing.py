"""The list of meetings: how it is searched and narrowed, and the file it may become. Its rows are drawn by the view."""

from meetings.models import Meeting, Mode
from members.models import Body
from members.permissions import Permission
from members.queries.listing import Filter, Listing
from members.words import when


def _by_words(found, words):
    return found.filter(title__icontains=words) | found.filter(place__icontains=words)


def _bodies():
    return list(Body.objects.order_by("name", "pk").values_list("slug", "name"))


def _of_body(found, value, *, day):
    return found.filter(body__slug=value)


def _with_way(found, value, *, day):
    return found.filter(**{f"{value}_offered": True})


def _columns(ids, *, day):
    """What the meeting is; who is asked and who answered stays here."""
    known = Meeting.objects.select_related("body", "team", "kind").in_bulk(ids)
    for meeting in (known[pk] for pk in ids if pk in known):
        ways = ", ".join(mode.label for mode in meeting.modes)
        yield [
            meeting.title, when(meeting.starts_at), f"{meeting.starts_at:%Y-%m-%d}", meeting.get_state_display(),
            meeting.kind, meeting.body or "", meeting.team or "", meeting.place, ways,
        ]  # fmt: skip


MEETINGS = Listing(
    name="meetings",
    title="Meetings",
    noun="meeting,meetings",
    search_label="Find a meeting by its name or place",
    template="meetings/_meetings.html",
    search=_by_words,
    draw=lambda ids, order, *, day: [],
    filters=(
        Filter("body", "Body", _bodies, _of_body),
        Filter("how", "How to take part", lambda: list(Mode.choices), _with_way),
    ),
    heads=("Meeting", "When", "Date", "State", "Kind", "Body", "Team", "Where", "How to take part"),
    columns=_columns,
    may_take=Permission.PLAN_MEETING,
    per_page=25,
)
