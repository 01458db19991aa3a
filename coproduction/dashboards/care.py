"""How people are looked after in one project: notice, access, support, recognition, as far as each role may see (LOG-16 to 19).

Coordinator: all counts. Staff: their own meetings and check-ins, and of money only what was offered. A member: their own.
Trustees and the Management Board: things exactly, and no number of people: of one project they are few (decision 0014).
What somebody chose for themselves (a fee, a charity, nothing) is read by nobody here.
"""

from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.urls import reverse

from coproduction.dashboards import wording
from coproduction.dashboards.coverage import Scope
from coproduction.dashboards.disclosure import protect
from coproduction.dashboards.figures import ThingShare
from meetings.models import Provision
from meetings.models.provision import Progress
from members.models import CheckIn
from members.permissions import Role
from members.words import plural
from projects.models import Activity, Claim, ClaimState, RecognitionChoice
from projects.queries.notice import notice_given

INSIDE = (Role.COORDINATOR, Role.STAFF)
ABOVE = (Role.TRUSTEE, Role.BOARD)
ARRANGED = (Progress.ARRANGED, Progress.CONFIRMED, Progress.MET, Progress.PARTLY)
WORK = "invitation to work,invitations to work"
NOT_OF_ONE = "How many people asked for something at a meeting, and had it, is not shown of one project: they are few."


@dataclass(frozen=True)
class Part:
    """One of the four: its heading, what can be said of it to this reader, and lines that lead further."""

    title: str
    sentences: list
    lines: list = field(default_factory=list)


def of_project(scope: Scope, actor, *, pays) -> list[Part]:
    """`pays`: the charity pays people; without it nothing is said of money."""
    return [_notice(scope, actor), _access(scope, actor), _support(scope, actor), _recognition(scope, actor, pays)]


def _notice(scope, actor):
    given = notice_given(scope.project)
    if given.usual is None:
        said = ["No invitation is linked to what was done, so this cannot be reckoned yet."]
    else:
        said = [f"From the first invitation to the day itself people usually had {plural(given.usual, 'day')}."]
        share = protect(ThingShare(len(given.short), len(given.rows)))
        said.append(f"Shorter than people need: {wording.share(share)}." if given.short else "It was never too short.")
    if given.rows and given.untold:
        said.append(f"Of {plural(given.untold, 'other entry,other entries')} it is not known.")
    mine = set()
    if actor.role in INSIDE:
        mine = set(Activity.objects.visible_to(actor).filter(project=scope.project).values_list("pk", flat=True))
    lines = [
        (row.title, f"{plural(row.days, 'day')}; people need {row.needed}", _address(row))
        for row in given.short
        if actor.role in INSIDE and (row.activity is None or row.activity in mine)
    ]
    return Part("Notice", said, lines[:6])


def _address(row):
    name, pk = ("activity", row.activity) if row.activity else ("opportunity", row.work)
    return reverse(f"projects:{name}", args=[pk])


def _asked(scope):
    """What people asked for at the meetings of this project; what they no longer need is left out."""
    here = Q(meeting__activity__project=scope.project)
    linked = scope.project.project_meetings.values("meeting")
    return Provision.objects.filter(here | Q(meeting__in=linked)).exclude(state=Progress.CALLED_OFF)


def _access(scope, actor):
    title, asked = "What people need to take part", _asked(scope)
    if actor.role in ABOVE:
        return Part(title, [NOT_OF_ONE], [("Needs met, of everybody", "", reverse("dashboard_measures") + "#MET-12")])
    own = asked.filter(person_id=actor.person_id) if actor.role == Role.MEMBER else asked.visible_to(actor)
    whose = {Role.MEMBER: " by you", Role.STAFF: " at meetings of your team"}.get(actor.role, "")
    return Part(title, [_how_far(own, whose)])


def _how_far(found, whose):
    done = Q(state__in=ARRANGED) | Q(arranged_on__isnull=False)
    n = found.aggregate(
        asked=Count("pk"), arranged=Count("pk", filter=done), met=Count("pk", filter=Q(state=Progress.MET)),
        partly=Count("pk", filter=Q(state=Progress.PARTLY)), not_met=Count("pk", filter=Q(state=Progress.NOT_MET)),
    )  # fmt: skip
    if not n["asked"]:
        return f"Nothing was asked for{whose}. That does not say that nobody needed anything."
    more = "".join(f", {words} {n[name]}" for name, words in (("partly", "partly"), ("not_met", "not")) if n[name])
    return f"Asked for{whose}: {n['asked']}. Arranged: {n['arranged']}. Met: {n['met']}{more}."


def _said_before(what, bare, whole):
    return f"{what} said before anybody answered: {wording.share(protect(ThingShare(whole - bare, whole)))} {WORK.split(',')[whole != 1]}."


def _support(scope, actor):
    """Check-ins: how many, never what came of one; staff see those they were asked to do."""
    whole, said = scope.work.count(), []
    if whole:
        said.append(_said_before("Support", scope.work.filter(support="").count(), whole))
    if actor.role in INSIDE:
        abouts = [f"activity:{pk}" for pk in scope.activities.order_by("pk").values_list("pk", flat=True)]
        here = CheckIn.objects.visible_to(actor).filter(about__in=abouts)
        n = here.aggregate(all=Count("pk"), open=Count("pk", filter=Q(closed_at=None)))
        whose = " by you" if actor.role == Role.STAFF else ""
        if n["all"]:
            said.append(
                f"To be asked{whose} how they are, after heavy work: {plural(n['all'], 'person,people')}, {n['open']} still to ask."
            )
    return Part("Support", said or ["Nothing about it is written down yet."])


def _recognition(scope, actor, pays):
    """That something was offered, chosen and settled; never what."""
    whole, said, lines = scope.work.count(), [], []
    if whole:
        said.append(_said_before("What people get was", scope.work.filter(offer="", recognition=None).count(), whole))
    offers = Q(offer__opportunity__project=scope.project) | Q(offer__activity__project=scope.project)
    claims = Claim.objects.counts().filter(offers)
    if pays and actor.role == Role.COORDINATOR:
        chosen = RecognitionChoice.objects.filter(offers).count()
        paid, every = claims.filter(state=ClaimState.PAID).count(), claims.count()
        if chosen:
            said.append(f"{plural(chosen, 'person,people')} said what they would like for it.")
        if every:
            said.append(f"Claims settled: {paid} of {every}.")
    if pays and actor.role == Role.MEMBER:
        lines.append(("What you were offered, and what you would like", "", reverse("projects:my_recognition")))
    return Part("Thanks and payment", said or ["Nothing about it is written down yet."], lines)
