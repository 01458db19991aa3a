"""The cast of every test: few people, always the same, each made when first asked for."""

from tests.factories.cast import Cast
from tests.factories.desk import export, note
from tests.factories.gatherings import asks, gathering, offers_told, registration, workshop
from tests.factories.joining import enquiry, induction_item, stop
from tests.factories.meetings import attendance, kind, meeting, provision, rsvp
from tests.factories.people import (
    agreed,
    body,
    channel,
    grant,
    membership,
    organisation,
    person,
    representative,
    seat,
    team,
)
from tests.factories.projects import activity, contribution, invitation, opportunity, participation, project
from tests.factories.series import series
from tests.factories.support import check_in, concern, course, support_plan, training

__all__ = [
    "Cast",
    "activity",
    "agreed",
    "asks",
    "attendance",
    "body",
    "channel",
    "check_in",
    "concern",
    "contribution",
    "course",
    "enquiry",
    "export",
    "gathering",
    "grant",
    "induction_item",
    "invitation",
    "kind",
    "meeting",
    "membership",
    "note",
    "offers_told",
    "opportunity",
    "organisation",
    "participation",
    "person",
    "project",
    "provision",
    "registration",
    "representative",
    "rsvp",
    "seat",
    "series",
    "stop",
    "support_plan",
    "team",
    "training",
    "workshop",
]
