"""A staff member's home: the log one press away, my projects, my meetings and their answers, what needs detail."""

from django.db.models import Count, Q

from coproduction.home.invited import invited_to
from coproduction.home.registers import open_registers
from meetings.queries import answers_of_many, led_by
from projects.models import Reply
from projects.queries import my_projects, needs_detail, open_opportunities, with_involvement

FEW = 6


def home(*, actor, now):
    meetings = list(led_by(actor, now=now)[:FEW])
    answers = answers_of_many(meetings) if meetings else {}
    return {
        "projects": list(with_involvement(my_projects(actor))[:FEW]),
        "meetings": [(meeting, answers[meeting.pk]) for meeting in meetings],
        "registers": list(open_registers(now).filter(team_id__in=actor.team_ids)[:FEW]),
        "asked": list(_asked(actor, now)[:FEW]),
        "unfinished": list(needs_detail(actor)[:FEW]),
        "invited": invited_to(actor.person, now=now),
    }


def _asked(actor, now):
    """Pieces of work that still take answers, with how many have answered."""
    return open_opportunities(actor, now=now).annotate(
        invited=Count("invitations"),
        keen=Count("invitations", filter=Q(invitations__answer__in=[Reply.YES, Reply.INTERESTED])),
        silent=Count("invitations", filter=Q(invitations__answer=Reply.SILENT)),
    )
