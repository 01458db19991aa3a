"""A staff member's home: the log one press away, my projects, my meetings and their answers, what needs detail."""

from django.db.models import Count, Q

from coproduction.home import after, agendas, asking, assessing, between, gathering_days, kinds, loops, month, quarter
from coproduction.home.access import sorted_out, to_arrange
from coproduction.home.invited import invited_to
from coproduction.home.registers import LOOK_BACK
from coproduction.home.support import asked_how, shared_out, to_do
from meetings.models import Meeting
from meetings.queries import answers_of_many
from members.models import Person
from members.permissions import Actor, Role
from members.queries.often import Often, belonging
from projects.models import Opportunity, Reply
from projects.queries import my_projects, needs_detail, with_involvement

FEW = 6
MEETING_SHOWN = [
    "id", "title", "starts_at", "ends_at", "state",
    "room_offered", "room_places", "online_offered", "online_places", "phone_offered", "phone_places",
]  # fmt: skip


def home(*, actor, now):
    mine = (actor.looks_after, actor.team_ids)
    meetings = [belonging(Meeting, MEETING_SHOWN, row) for row in MEETINGS.rows(*mine, now, now - LOOK_BACK)]
    coming = [meeting for meeting in meetings if meeting.ends_at > now][:FEW]
    answers = answers_of_many(coming) if coming else {}
    waits = TO_DO.rows(actor.person_id, actor.team_ids, actor.covers, now, quarter.asked_since(now))
    support = shared_out(row._asdict() for row in waits)
    return {
        "projects": PROJECTS.rows(*mine),
        "meetings": [(meeting, answers[meeting.pk]) for meeting in coming],
        "registers": [meeting for meeting in meetings if meeting.ends_at <= now][:FEW],
        "asked": ASKED.rows(*mine, now),
        "unfinished": UNFINISHED.rows(*mine),
        "invited": invited_to(actor.person, now=now, buttons=False),
        "asked_how": asked_how(actor.person),
        "support": support,
        "loops": loops.sorted_out(support["others"]),
        "asking": asking.sorted_out(support["others"]),
        "assessing": assessing.sorted_out(support["others"]),
        "kinds": kinds.sorted_out(support["others"]),
        "quarter": quarter.sorted_out(support["others"], now=now),
        "late_steps": month.sorted_out(support["others"]),
        "needs": sorted_out(support["others"]),
        "agendas": agendas.sorted_out(support["others"]),
        "days": gathering_days.sorted_out(support["others"], now=now),
        "after": after.sorted_out(support["others"]),
        "questions": between.sorted_out(support["others"], now=now),
        "heard": between.heard(support["others"]),
    }


def _to_do(person, teams, covers, now, since):
    """Check-ins, training, and whatever else waits for this member of staff, in one question."""
    actor = Actor(person=Person(pk=person), role=Role.STAFF, team_ids=teams, covers=covers)
    also = [
        *to_arrange(actor, now=now), *after.to_do(actor, now=now), *between.to_look_at(actor, now=now),
        *month.late(actor, now=now), *agendas.to_look_at(actor, now=now), *gathering_days.to_do(actor, now=now),
        *loops.to_look_at(actor, now=now), *asking.to_look_at(actor, now=now),
        *assessing.to_look_at(actor, now=now), *kinds.to_look_at(actor, now=now),
        *quarter.to_look_at(actor, now=now, since=since),
    ]  # fmt: skip
    return to_do(actor, now=now, also=also)


def _staff(people, teams):
    """Somebody of these teams who looks after the things of these people, themselves among them."""
    return Actor(person=None, role=Role.STAFF, team_ids=teams, covers=people)


def _my_meetings(people, teams, now, since):
    """Meetings of my team or led by me: to come, drafts included, and held with the register still open; in one query."""
    waits = Q(state=Meeting.State.PUBLISHED, register_closed_at=None, ends_at__gte=since)
    return (
        Meeting.objects.filter(Q(team_id__in=teams) | Q(lead_id__in=people))
        .filter(waits | Q(ends_at__gt=now))
        .exclude(state=Meeting.State.CANCELLED)
        .order_by("starts_at", "pk")
        .values_list(*MEETING_SHOWN)[: 4 * FEW]
    )


def _asked(people, teams, now):
    """Pieces of work my team or I asked people to, that still take answers, with how many have answered."""
    return (
        Opportunity.objects.filter(Q(project__team_id__in=teams) | Q(asked_by_id__in=people))
        .filter(sent_at__isnull=False, cancelled_at=None, closes_at__gt=now)
        .annotate(
            invited=Count("invitations"),
            keen=Count("invitations", filter=Q(invitations__answer__in=[Reply.YES, Reply.INTERESTED])),
            silent=Count("invitations", filter=Q(invitations__answer=Reply.SILENT)),
        )
        .order_by("closes_at", "pk")
        .values_list("id", "title", "answer_by", "invited", "keen", "silent")[:FEW]
    )


TO_DO = Often(_to_do)
MEETINGS = Often(_my_meetings)
ASKED = Often(_asked)
PROJECTS = Often(
    lambda people, teams: with_involvement(my_projects(_staff(people, teams))).values_list(
        "id", "title", "involved_count"
    )[:FEW]
)
UNFINISHED = Often(
    lambda people, teams: needs_detail(_staff(people, teams)).values_list("id", "title", "ended_on", "kind__name")[:FEW]
)
