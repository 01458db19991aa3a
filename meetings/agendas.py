"""What pages and letters ask about agendas: the topics in order with their times, and who is named beside them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from meetings.agenda_rules import SEED, lasts, longest_stretch, total, wants_a_break
from meetings.models import Agenda, AgendaItem, GroupAgreement, ItemState, Meeting, MeetingState, Paper, SkipWish
from members.models import Consent, RoleGrant
from members.permissions import Role
from members.queries import consent, names

A_MEMBER = names.A_MEMBER
NAMED_AT_WORK = [Role.STAFF, Role.COORDINATOR, Role.BOARD]
# Which yes of a person lets a reader in this role read their name (CON-04); nobody is named to a role that is not here.
NAMED_TO = {
    Role.MEMBER: Consent.NAME_TO_MEMBERS,
    Role.STAFF: Consent.NAME_TO_MEMBERS,
    Role.COORDINATOR: Consent.NAME_TO_MEMBERS,
    Role.TRUSTEE: Consent.NAME_TO_TRUSTEES,
    Role.BOARD: Consent.NAME_TO_TRUSTEES,
}


@dataclass
class Line:
    """One topic as a reader sees it; `leads` and `proposed` are names, "a member", or nothing."""

    item: AgendaItem
    starts_at: datetime
    leads: str = ""
    proposed: str = ""
    wished: bool = False
    papers: list = field(default_factory=list)


@dataclass
class Shown:
    """The agenda of one meeting: `minutes` it takes, `spare` are left (below nought: too long)."""

    meeting: Meeting
    agenda: Agenda
    lines: list
    agreement: list
    minutes: int
    loose_papers: list = field(default_factory=list)

    @property
    def is_out(self):
        return self.agenda.is_out

    @property
    def spare(self):
        return lasts(self.meeting) - self.minutes

    @property
    def items(self):
        return [line.item for line in self.lines]

    @property
    def stretch(self):
        return longest_stretch(self.items)

    @property
    def wants_a_break(self):
        return wants_a_break(self.items)

    @property
    def members_wait(self):
        """Whether a member's topic stands behind one of ours; members' topics come first (domain 4.1)."""
        ours_seen = False
        for item in (each for each in self.items if not each.is_break and not each.at_the_end):
            if item.is_of_a_member and ours_seen:
                return True
            ours_seen = ours_seen or not item.is_of_a_member
        return False


def is_out(meeting) -> bool:
    """Whether the agenda of this meeting has been sent out: a step of the month's clock."""
    return Agenda.objects.filter(meeting=meeting, out_at__isnull=False).exists()


def of(meeting) -> Agenda:
    """How far the agenda is; one that nobody has touched is not saved yet."""
    return Agenda.objects.filter(meeting=meeting).first() or Agenda(meeting=meeting)


def named_to(person_id) -> Consent | None:
    """The same for somebody who reads a letter, or the page behind its link: a trustee or a partner is no member."""
    held = set(RoleGrant.objects.filter(person=person_id).not_ended().order_by().values_list("role", flat=True))
    if not held:
        return Consent.NAME_TO_MEMBERS
    return next((asked for role, asked in NAMED_TO.items() if role in held), None)


def shown(meeting, *, reader=None, knows_names=False, to=Consent.NAME_TO_MEMBERS, papers=None) -> Shown:
    """The agenda with times; `reader` is a person's id, `to` the yes that names others to them, `knows_names` says that
    every name may stand there. Seven queries."""
    items = list(AgendaItem.objects.filter(meeting=meeting).on().select_related("lead", "proposed_by"))
    named = _named(items, everybody=knows_names, to=to, besides=reader)
    wished = set()
    if reader:
        wished = set(SkipWish.objects.filter(item__in=items, person=reader).values_list("item_id", flat=True))
    if papers is None:
        papers = list(Paper.objects.filter(meeting=meeting).in_order())
    of_item = {}
    for paper in papers:
        of_item.setdefault(paper.item_id, []).append(paper)
    lines, at = [], meeting.starts_at
    for item in items:
        leads = named.get(("lead", item.lead_id), "") if item.lead_id else item.lead_name
        proposed = named.get(("by", item.proposed_by_id), "") if item.proposed_by_id else ""
        lines.append(Line(item, at, leads, proposed, item.pk in wished, of_item.get(item.pk, [])))
        at += timedelta(minutes=item.minutes)
    known = {item.pk for item in items}
    loose = [paper for paper in papers if paper.item_id not in known]
    return Shown(meeting, of(meeting), lines, agreement_of(meeting.body_id), total(items), loose)


def _named(items, *, everybody, to, besides) -> dict:
    """("lead" or "by", person id) -> what may stand there. Who leads as a worker is named, as the meeting's lead is."""
    leads = {item.lead for item in items if item.lead_id}
    by = {item.proposed_by for item in items if item.proposed_by_id}
    if not leads | by:
        return {}
    if everybody:
        return {(what, p.pk): p.name for what, group in (("lead", leads), ("by", by)) for p in group}
    agreed = consent.holders(to, among={p.pk for p in leads | by}) if to else set()
    at_work = set()
    if leads:
        grants = RoleGrant.objects.filter(person__in=leads, role__in=NAMED_AT_WORK).not_ended()
        at_work = set(grants.values_list("person_id", flat=True))
    said = {}
    for what, group, more in (("lead", leads, at_work), ("by", by, set())):
        for person in group:
            known = person.pk in agreed or person.pk in more
            said[what, person.pk] = "you" if person.pk == besides else person.name if known else A_MEMBER
    return said


def agreement_of(body_id) -> list[str]:
    """The group's own words, one line each; until somebody changes them, those we begin with."""
    words = None
    if body_id is not None:
        words = GroupAgreement.objects.filter(body=body_id).values_list("words", flat=True).first()
    return [line.strip() for line in (words or SEED).splitlines() if line.strip()]


def proposals(meeting) -> list[AgendaItem]:
    """Topics people proposed for this meeting that wait for an answer, with who it was, for those who plan it."""
    return list(AgendaItem.objects.filter(meeting=meeting).proposed().select_related("proposed_by", "recorded_by"))


def backlog(body_id) -> list[AgendaItem]:
    """Topics that wait for a next meeting of this group; offered to every agenda until somebody takes them."""
    if body_id is None:
        return []
    return list(AgendaItem.objects.filter(body=body_id).carried().select_related("proposed_by"))


def own_proposals(meeting, person_id) -> list[AgendaItem]:
    """What this person proposed for this meeting or has waiting with its group, newest first, with how it stands."""
    mine = AgendaItem.objects.filter(proposed_by=person_id)
    here = mine.filter(meeting=meeting)
    if meeting.body_id is not None:
        here = here | mine.filter(meeting=None, body=meeting.body_id)
    return list(here.order_by("-proposed_at", "-pk")[:20])


def waiting_for(actor, *, now):
    """Proposed topics of meetings to come that this actor is to answer, the soonest meeting first; for the homes."""
    found = AgendaItem.objects.filter(state=ItemState.PROPOSED, meeting__state=MeetingState.PUBLISHED)
    found = found.filter(meeting__in=_run_by(actor), meeting__starts_at__gt=now)
    return found.select_related("meeting").order_by("meeting__starts_at", "proposed_at", "pk")


def not_out(actor, *, now, until):
    """Published meetings up to then that this actor runs and whose agenda nobody has sent yet, soonest first."""
    out = Agenda.objects.filter(meeting=OuterRef("pk"), out_at__isnull=False)
    found = _run_by(actor).published().filter(starts_at__gt=now, starts_at__lte=until)
    return found.exclude(Exists(out)).order_by("starts_at", "pk")


def _run_by(actor):
    """Meetings whose agenda this actor keeps."""
    meetings = Meeting.objects.visible_to(actor)
    if actor.knows_everybody:
        return meetings
    return meetings.filter(team_id__in=actor.team_ids) | meetings.filter(lead_id__in=actor.looks_after)
