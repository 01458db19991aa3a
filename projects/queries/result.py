"""A decision as one reader may read it: names only where they may be read, counts, reservations, objections, who bent (DEC-09)."""

from dataclasses import dataclass, field

from members.models.consent import Consent
from members.permissions import Permission, Role, can
from members.queries import consent
from projects.models import TAKE_BACK, Came, Objection
from projects.queries.agreeing import Heard, Standing, came_after, may_keep, sees_positions
from projects.queries.few_lived import tells_all, tells_lived

LIVED = "Lived experience"
AT_THE_TOP = (
    Role.TRUSTEE,
    Role.BOARD,
)  # of people with lived experience they read how many stand where (`few_lived`), and no line of theirs
TONES = {"supports": "leaf", "neutral": "plain", "against": "clay"}


@dataclass(frozen=True)
class VoiceLine:
    """One voice with where it stands."""

    heard: Heard
    name: str
    lived: bool  # it is said that it speaks from lived experience: never beside a person's name
    word: str
    tone: str
    words: str
    marks: list = field(default_factory=list)  # "late", "by phone", "lived experience"

    @property
    def voice(self):
        return self.heard.voice


@dataclass(frozen=True)
class Shown:
    """What a page draws; `lines` is empty while the answers are private."""

    standing: Standing
    lines: list
    objections: list
    moved: list
    sees: bool
    keeps: bool
    counts_lived: bool  # of few people with lived experience a count would say who said what
    counts_all: bool  # and so would the counts of all, less the lines that are read


def shown(standing: Standing, actor) -> Shown:
    decision = standing.decision
    sees, keeps = sees_positions(actor, decision), may_keep(actor, decision)
    known = _known(standing.heard, decision, actor, keeps)
    lines = [_line(each, decision, actor, keeps, known) for each in standing.heard]
    if not keeps:  # in no order that says more of somebody than their line does
        lines.sort(key=lambda line: (not line.lived, line.name.casefold(), line.voice.pk))
    own = {line.voice.pk for line in lines if can(actor, Permission.TAKE_POSITION, within=line.voice)}
    told = [(line, each) for line in lines for each in line.heard.objections if sees or line.voice.pk in own]
    told.sort(key=_place_of_objection)
    objections = [_objection(line, each, own=line.voice.pk in own) for line, each in told]
    tellable = [line for line in lines if sees and not (line.lived and actor.role in AT_THE_TOP)]
    moved = [(line.name, each.moved_because) for line in tellable for each in line.heard.moves if each.may_be_named]
    is_top = actor.role in AT_THE_TOP
    listed = [line for line in lines if sees and not (is_top and line.lived)]  # lines are counts as well
    return Shown(
        standing, listed, objections, moved, sees, keeps,
        counts_lived=not is_top or tells_lived(standing), counts_all=not is_top or tells_all(standing),
    )  # fmt: skip


def _place_of_objection(told):
    """Lived experience first, then what waits for an answer."""
    line, it = told
    return not line.lived, it.state != Objection.State.OPEN, it.version.number, it.pk


def _objection(line, it, *, own):
    stands = it.state in (Objection.State.OPEN, Objection.State.NOT)
    return {"it": it, "name": line.name, "own": own, "lived": LIVED in line.marks, "stands": stands}


def _known(heard, decision, actor, keeps) -> set:
    """Ids of those who agreed that this reader reads their name (domain 5.2). One question; partners know nobody."""
    people = {each.voice.person_id for each in heard} - {None}
    if keeps or not people or not decision.names_shown or actor.role == Role.PARTNER:
        return set()
    return consent.holders(
        Consent.NAME_TO_TRUSTEES if actor.role in AT_THE_TOP else Consent.NAME_TO_MEMBERS, among=people
    )


def name_of(voice, decision, actor, keeps, known) -> str:
    """Whoever looks after it and the voice itself read the name; others an organisation's where names are shown, a
    person's only where that person agreed to it."""
    if keeps or can(actor, Permission.TAKE_POSITION, within=voice):
        return f"{voice.person.name} ({voice.name})" if voice.person and voice.name else str(voice)
    if voice.organisation_id or (voice.is_beside and voice.lived_experience):
        if voice.lived_experience and actor.role in AT_THE_TOP:
            return LIVED
        return (
            voice.name
            if decision.names_shown
            else ("One organisation" if voice.organisation_id else "Lived experience")
        )
    if voice.person_id in known:
        return voice.person.name
    return f"Somebody of the {voice.body.name}" if voice.body else "Somebody"


def _line(heard, decision, actor, keeps, known):
    position, voice = heard.position, heard.voice
    name = name_of(voice, decision, actor, keeps, known)
    named = not keeps and voice.person is not None and name == voice.person.name
    lived = voice.lived_experience and not named
    marks = [mark for mark in _marks(heard, position, lived=lived and name != LIVED, way=keeps) if mark]
    if position is None:
        return VoiceLine(heard, name, lived, "Has not answered", "sun", "", marks)
    said = "" if lived and actor.role in AT_THE_TOP else position.words
    if position.option == TAKE_BACK:
        return VoiceLine(heard, name, lived, "Takes it back first", "sun", said, marks)
    if heard.option is None:
        return VoiceLine(heard, name, lived, "Has answered", "leaf", said, marks)
    word = "Took the objection back" if heard.option.objects and heard.let_go else heard.option.short
    return VoiceLine(heard, name, lived, word, TONES[heard.side], said, marks)


def _marks(heard, position, *, lived, way):
    yield LIVED if lived else ""
    if position is not None:
        after = came_after(heard.voice.decision, position.given_at)
        yield "Late, not counted" if after else "Late" if position.is_late else ""
        yield Came(position.came_by).label if way and position.came_by != Came.HERE else ""
