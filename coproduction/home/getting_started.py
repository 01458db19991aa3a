"""What a new site still needs before its first meeting: steps with links, which go away when they are done."""

from dataclasses import dataclass

from django.db import connection
from django.urls import reverse

from meetings.models import Kind, Meeting, Venue
from members import charity
from members.models import Body, Membership, RoleGrant, Team
from members.permissions import Role


@dataclass(frozen=True)
class Step:
    """One step: whether it is done, and where to do it."""

    words: str
    page: str
    is_done: bool

    @property
    def url(self):
        return reverse(self.page)


ASKED = {
    "a colleague": RoleGrant.objects.exclude(role__in=[Role.MEMBER, Role.TECHNICAL]).filter(granted_by__isnull=False),
    "team": Team.objects.all(),
    "body": Body.objects.all(),
    "kind": Kind.objects.filter(is_meeting=True),
    "venue": Venue.objects.all(),
    "member": Membership.objects.all(),
    "meeting": Meeting.objects.all(),
}


def _found():
    """Which of these there is one of, in one question."""
    parts, params = [], []
    for rows in ASKED.values():
        sql, values = rows.order_by().values("pk")[:1].query.sql_with_params()
        parts.append(f"EXISTS ({sql})")
        params += values
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)  # noqa: S608 — written by Django from our own models
        return dict(zip(ASKED, cursor.fetchone(), strict=True))


def steps():
    """Every step in the order in which they help each other (one query)."""
    there = _found()
    facts = charity.current()
    return [
        Step("Say who you are: name, telephone, address, emergency words", "settings_charity", facts.is_written_down),
        Step("Name your teams", "settings_teams", there["team"]),
        Step("Name the bodies that meet", "settings_bodies", there["body"]),
        Step("Choose your kinds of activity", "settings_kinds", there["kind"]),
        Step("Write down where you meet", "settings_venues", there["venue"]),
        Step("Invite a colleague, so that you are not alone", "members:invite", there["a colleague"]),
        Step("Add your members, or bring a spreadsheet in", "members:people", there["member"]),
        Step("Plan your first meeting", "meetings:meeting_new", there["meeting"]),
    ]


def open_steps(facts):
    """The list for the home: empty once everything is done, or when somebody has put it away (then no query)."""
    if facts.set_up_at is not None:
        return []
    found = steps()
    return found if any(not step.is_done for step in found) else []
