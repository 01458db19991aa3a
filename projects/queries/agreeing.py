"""How a decision stands: who has answered, what is enough, which objections are left; and what is one's own to answer."""

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise

from django.db.models import OuterRef, Prefetch, Q, Subquery

from members.models import Representative
from members.permissions import Permission, can
from projects.models import TAKE_BACK, Decision, Objection, Position, TextVersion, Voice
from projects.models.methods import NEUTRAL, SUPPORTS, Option


@dataclass(frozen=True)
class Heard:
    """One voice with where it stands on the current version."""

    voice: Voice
    position: Position | None
    option: Option | None  # None while it is silent, or takes the text back
    earlier: list = field(default_factory=list)  # positions on earlier versions, the latest first
    objections: list = field(default_factory=list)  # all of them, on every version

    @property
    def has_answered(self):
        return self.option is not None or (self.position is not None and not self.position.is_taken_back)

    @property
    def let_go(self):
        """It objected to this version and has taken that back: it no longer stands against it."""
        now = self.position.version_id if self.position else None
        return any(each.version_id == now and each.state == Objection.State.WITHDRAWN for each in self.objections)

    @property
    def side(self):
        if self.option is None:
            return ""
        return NEUTRAL if self.option.objects and self.let_go else self.option.side

    @property
    def moves(self) -> list:
        """Its positions, oldest first, that were another one than on the version it had answered before."""
        said = [
            each for each in [*reversed(self.earlier), self.position] if each is not None and not each.is_taken_back
        ]
        return [now for before, now in pairwise(said) if before.option != now.option]


@dataclass(frozen=True)
class Line:
    """The counts of a group of voices, in the method's own order: (option, how many)."""

    voices: int
    answered: int
    taking_back: int
    counts: list

    @property
    def silent(self):
        return self.voices - self.answered - self.taking_back


@dataclass(frozen=True)
class Standing:
    decision: Decision
    version: TextVersion | None
    heard: list
    counted: Line
    lived: Line
    supports: int
    sides: int  # those who took a side: neither neutral nor silent
    waiting: list  # objections that nobody has answered, on whichever version
    left: list  # objections to the current version that still stand

    @property
    def percent(self):
        return round(100 * self.supports / self.sides) if self.sides else 0

    @property
    def is_quorate(self):
        return self.counted.answered >= self.decision.quorum

    @property
    def blocked_by(self):
        """Objections that stop this method while they stand; a lived-experience objection nobody answered stops every one."""
        blocks = {option.key for option in self.decision.method.options if option.blocks}
        stands = {each.voice.pk: each.option.key for each in self.heard if each.option}
        stops = [each for each in self.left if stands.get(each.voice_id) in blocks]
        unheard = [each for each in self.waiting if each.voice.lived_experience and each not in stops]
        return stops + unheard

    @property
    def is_enough(self):
        """Quorum, the share that was agreed before, and nothing that stops it. Silence is in none of these counts."""
        if not self.decision.method.asks_positions or not self.sides:
            return False
        reached = 100 * self.supports >= self.decision.enough_percent * self.sides
        return self.is_quorate and reached and not self.blocked_by


def with_voices(decisions):
    """The same with voices, positions and objections: a fixed number of questions more."""
    positions = Position.objects.select_related("version", "given_by", "entered_by").order_by("-version__number", "pk")
    objections = Objection.objects.select_related("version", "worked_into", "settled_by", "voice")
    voices = Voice.objects.select_related("organisation", "person", "beside", "body").in_order()
    return decisions.prefetch_related(
        Prefetch(
            "voices",
            voices.prefetch_related(
                Prefetch("positions", positions), Prefetch("objections", objections.order_by("version__number", "pk"))
            ),
        ),
        Prefetch("agreement__versions", TextVersion.objects.order_by("-number")),
    )


def standing_of(decision) -> Standing:
    """From what `with_voices` read with it."""
    version = _version_of(decision)
    heard = [_heard(voice, version, decision) for voice in decision.voices.all()]
    in_time = [_as_decided(each, decision) for each in heard]
    counted = [each for each in in_time if not each.voice.is_beside]
    supports = sum(each.side == SUPPORTS for each in counted)
    neutral = sum(each.side == NEUTRAL for each in counted)
    answered = sum(each.option is not None for each in counted)
    every = [objection for each in heard for objection in each.objections]
    objections = [objection for objection in every if not came_after(decision, objection.raised_at)]
    state = Objection.State
    return Standing(
        decision, version, heard, _line(counted, decision), _line([e for e in in_time if e.voice.lived_experience], decision),
        supports=supports, sides=answered - neutral,
        waiting=[each for each in objections if each.state == state.OPEN],
        left=[each for each in objections if each.version_id == getattr(version, "pk", None) and each.state in (state.OPEN, state.NOT)],
    )  # fmt: skip


def _version_of(decision):
    """The one it was decided on; until then the newest."""
    versions = list(decision.agreement.versions.all()) if decision.agreement_id else []
    decided = next((each for each in versions if each.pk == decision.decided_version_id), None)
    return decided or next(iter(versions), None)


def came_after(decision, at) -> bool:
    """Whether it came when the outcome stood already: it is shown as late, and changes no count."""
    return decision.decided_at is not None and at > decision.decided_at


def _as_decided(heard, decision):
    after = heard.position is not None and came_after(decision, heard.position.given_at)
    return replace(heard, position=None, option=None) if after else heard


def _heard(voice, version, decision):
    every = list(voice.positions.all())
    position = next((each for each in every if version is not None and each.version_id == version.pk), None)
    return Heard(
        voice, position, decision.method.option(position.option) if position else None,
        earlier=[each for each in every if each is not position], objections=list(voice.objections.all()),
    )  # fmt: skip


def _line(heard, decision):
    answered = [each for each in heard if each.has_answered]
    said = Counter(each.option.key for each in answered if each.option)
    taking = sum(each.position is not None and each.position.is_taken_back for each in heard)
    return Line(
        len(heard), len(answered), taking, [(option, said[option.key]) for option in decision.method.options]
    )  # fmt: skip


def is_open(decision, *, now) -> bool:
    return (
        decision.opened_at is not None
        and decision.closed_at is None
        and not decision.outcome
        and now < decision.closes_at
    )


def may_keep(actor, decision) -> bool:
    """Whether this actor looks after it: its text, its project or itself."""
    return can(actor, Permission.KEEP_AGREEMENTS, within=decision) or (
        decision.agreement is not None and can(actor, Permission.KEEP_AGREEMENTS, within=decision.agreement)
    )


def sees_positions(actor, decision) -> bool:
    """Private first (DEC-07): until they are laid open together, only whoever looks after it reads them."""
    return not decision.private_first or decision.revealed_at is not None or may_keep(actor, decision)


def speaks_for(voice, person_id, *, day) -> bool:
    """Whether it is this person's own voice, or that of an organisation they speak for on this day."""
    if voice is None or not voice.organisation_id:
        return voice is not None and voice.person_id == person_id
    parts = [Representative.Part.NAMED, Representative.Part.DEPUTY]
    found = Representative.objects.on(day).filter(organisation=voice.organisation_id, part__in=parts)
    return found.filter(person=person_id).exists()


def mine_waiting(actor, *, now):
    """This actor's own, with what they are about."""
    return waiting(Voice.objects.of(actor), now=now).select_related("decision__agreement")


def waiting(voices, *, now):
    """Those of these voices that have not said where they stand on the newest version, the first to close first."""
    newest = TextVersion.objects.filter(agreement=OuterRef("decision__agreement")).order_by("-number").values("pk")[:1]
    said = Position.objects.filter(voice=OuterRef("pk"), version=OuterRef("newest"))
    asked = voices.filter(decision__in=Decision.objects.running(now=now).filter(outcome=""))
    found = asked.annotate(newest=Subquery(newest)).annotate(
        said=Subquery(said.values("option")[:1]), back_by=Subquery(said.values("back_by")[:1])
    )
    return found.filter(Q(said=None) | Q(said=TAKE_BACK)).order_by("decision__closes_at", "pk")
