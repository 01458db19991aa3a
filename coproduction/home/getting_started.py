"""What a new site still needs before its first meeting: steps with links, which go away when they are done."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import BigIntegerField, Case, CharField, DateTimeField, Exists, F, Value, When
from django.db.models.functions import Concat
from django.urls import reverse

from meetings.models import Kind, Meeting, Venue
from members import charity
from members.models import Body, Membership, Person, RoleGrant, Team
from members.permissions import Role

ROW, YES, NO = "started", "y", "n"
FIRST_OF_ALL = datetime(1970, 1, 1, tzinfo=UTC)  # before everything else in that question


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


def to_look_at(actor, facts):
    """A queryset for `support.to_do`: one row that says which of these there is one of; none once the list is put away."""
    if facts.set_up_at is not None:
        return []
    there = [
        Case(When(Exists(rows.order_by().values("pk")), then=Value(YES)), default=Value(NO)) for rows in ASKED.values()
    ]
    nobody, no_words = Value(None, output_field=BigIntegerField()), Value("", output_field=CharField())
    row = Person.objects.filter(pk=actor.person_id).order_by().annotate(
        sort_of_row=Value(ROW, output_field=CharField()), person_id=nobody, said_name=no_words,
        said_words=Concat(*there, output_field=CharField()), at=Value(FIRST_OF_ALL, output_field=DateTimeField()),
    )  # fmt: skip
    return [row.values("id", "person_id", "said_name", "said_words", "at", row=F("sort_of_row"))]


def sorted_out(rows):
    """The list for the home: empty once everything is done, or when somebody has put it away."""
    found = next((row["words"] for row in rows if row["row"] == ROW), None)
    if found is None:
        return []
    steps = _steps(found)
    return steps if any(not step.is_done for step in steps) else []


def steps(actor, facts):
    """The same list on a page of its own, done or not (one query)."""
    return [step for row in to_look_at(actor, facts) for step in _steps(row.get()["said_words"])]


def _steps(found):
    """Every step in the order in which they help each other."""
    there = {name: sign == YES for name, sign in zip(ASKED, found, strict=True)}
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
