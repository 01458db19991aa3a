"""A staff member's home: the log one press away, my projects, my meetings and their answers, what needs detail."""

from django.db.models import Count, Q

from coproduction.home.invited import invited_to
from coproduction.home.registers import LOOK_BACK
from meetings.models import Meeting
from meetings.queries import answers_of_many
from projects.models import Opportunity, Reply
from projects.queries import my_projects, needs_detail, with_involvement

FEW = 6
MEETING_SHOWN = [
    "title", "starts_at", "ends_at", "state", "register_closed_at",
    "room_offered", "room_places", "online_offered", "online_places", "phone_offered", "phone_places",
]  # fmt: skip


def home(*, actor, now):
    meetings = list(_my_meetings(actor, now))
    coming = [meeting for meeting in meetings if meeting.ends_at > now][:FEW]
    answers = answers_of_many(coming) if coming else {}
    return {
        "projects": list(with_involvement(my_projects(actor)).select_related(None).only("title")[:FEW]),
        "meetings": [(meeting, answers[meeting.pk]) for meeting in coming],
        "registers": [meeting for meeting in meetings if meeting.ends_at <= now][:FEW],
        "asked": list(_asked(actor, now)[:FEW]),
        "unfinished": list(
            needs_detail(actor)
            .select_related(None)
            .select_related("kind")
            .only("title", "ended_on", "kind__name")[:FEW]
        ),
        "invited": invited_to(actor.person, now=now, buttons=False),
    }


def _my_meetings(actor, now):
    """Meetings of my team or led by me: to come, drafts included, and held with the register still open; in one query."""
    waits = Q(state=Meeting.State.PUBLISHED, register_closed_at=None, ends_at__gte=now - LOOK_BACK)
    return (
        Meeting.objects.filter(Q(team_id__in=actor.team_ids) | Q(lead_id=actor.person_id))
        .filter(waits | Q(ends_at__gt=now))
        .exclude(state=Meeting.State.CANCELLED)
        .only(*MEETING_SHOWN)
        .order_by("starts_at", "pk")[: 4 * FEW]
    )


def _asked(actor, now):
    """Pieces of work my team or I asked people to, that still take answers, with how many have answered."""
    return (
        Opportunity.objects.filter(Q(project__team_id__in=actor.team_ids) | Q(asked_by_id=actor.person_id))
        .filter(sent_at__isnull=False, cancelled_at=None, closes_at__gt=now)
        .annotate(
            invited=Count("invitations"),
            keen=Count("invitations", filter=Q(invitations__answer__in=[Reply.YES, Reply.INTERESTED])),
            silent=Count("invitations", filter=Q(invitations__answer=Reply.SILENT)),
        )
        .only("title", "answer_by")
        .order_by("closes_at", "pk")
    )
