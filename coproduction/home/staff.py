"""A staff member's home: the log one press away, my projects, my meetings and their answers, what needs detail."""

from django.db.models import Count, Q

from coproduction.home.invited import invited_to
from meetings.models import Answer, Meeting
from projects.queries import my_projects, needs_detail, open_opportunities, with_involvement

FEW = 6


def home(*, actor, now):
    return {
        "projects": list(with_involvement(my_projects(actor))[:FEW]),
        "meetings": list(_my_meetings(actor, now)[:FEW]),
        "asked": list(_asked(actor, now)[:FEW]),
        "unfinished": list(needs_detail(actor)[:FEW]),
        "invited": invited_to(actor.person, now=now),
    }


def _my_meetings(actor, now):
    """Coming meetings of my team or led by me, drafts included, with how people have answered."""
    standing = Q(rsvps__removed_at=None)
    return (
        Meeting.objects.filter(Q(team_id__in=actor.team_ids) | Q(lead_id=actor.person_id))
        .exclude(state=Meeting.State.CANCELLED)
        .filter(ends_at__gte=now)
        .annotate(
            invited=Count("rsvps", filter=standing),
            yes=Count("rsvps", filter=standing & Q(rsvps__answer=Answer.YES)),
            maybe=Count("rsvps", filter=standing & Q(rsvps__answer=Answer.MAYBE)),
            silent=Count("rsvps", filter=standing & Q(rsvps__answer=Answer.SILENT)),
        )
        .order_by("starts_at", "pk")
    )


def _asked(actor, now):
    """Pieces of work that still take answers, with how many have answered."""
    return open_opportunities(actor, now=now).annotate(
        invited=Count("invitations"),
        yes=Count("invitations", filter=Q(invitations__answer__in=["yes", "interested"])),
        silent=Count("invitations", filter=Q(invitations__answer="")),
    )
