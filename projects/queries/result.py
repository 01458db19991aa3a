"""A decision as one reader may read it: names only where they may be read, counts, reservations, objections, who bent (DEC-09)."""

from dataclasses import dataclass, field

from members.permissions import Permission, Role, can
from projects.models import TAKE_BACK, Came, Objection
from projects.queries.agreeing import Heard, Standing, may_keep, sees_positions

NO_PERSONS = (Role.TRUSTEE, Role.BOARD, Role.PARTNER)  # they read of people by their group only (domain 8.2, 8)
TONES = {"supports": "leaf", "neutral": "plain", "against": "clay"}


@dataclass(frozen=True)
class VoiceLine:
    """One voice with where it stands."""

    heard: Heard
    name: str
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


def shown(standing: Standing, actor) -> Shown:
    decision = standing.decision
    sees, keeps = sees_positions(actor, decision), may_keep(actor, decision)
    lines = [_line(each, decision, actor, keeps) for each in standing.heard]
    by_voice = {line.voice.pk: line.name for line in lines}
    own = {line.voice.pk for line in lines if can(actor, Permission.TAKE_POSITION, within=line.voice)}
    objections = [
        {"it": each, "name": by_voice[each.voice_id], "own": each.voice_id in own, "lived": heard.voice.lived_experience,
         "open": each.state == Objection.State.OPEN, "stands": each.state in (Objection.State.OPEN, Objection.State.NOT)}
        for heard in standing.heard for each in heard.objections if sees or each.voice_id in own
    ]  # fmt: skip
    objections.sort(key=lambda row: (not row["lived"], not row["open"], row["it"].version.number, row["it"].pk))
    moved = [line for line in lines if line.heard.moved and line.heard.position.may_be_named] if sees else []
    return Shown(standing, lines if sees else [], objections, moved, sees, keeps)


def name_of(voice, decision, actor, keeps) -> str:
    """Whoever looks after it and the voice itself read the name; others an organisation's where names are shown, a
    person's only among those who may know people."""
    if keeps or can(actor, Permission.TAKE_POSITION, within=voice):
        return f"{voice.person.name} ({voice.name})" if voice.person and voice.name else str(voice)
    if voice.organisation_id or (voice.is_beside and voice.lived_experience):
        return (
            voice.name
            if decision.names_shown
            else ("One organisation" if voice.organisation_id else "Lived experience")
        )
    if decision.names_shown and actor.role not in NO_PERSONS:
        return str(voice)
    return f"Somebody of the {voice.body.name}" if voice.body else "Somebody"


def _line(heard, decision, actor, keeps):
    position = heard.position
    marks = [mark for mark in _marks(heard, position) if mark]
    name = name_of(heard.voice, decision, actor, keeps)
    if position is None:
        return VoiceLine(heard, name, "Has not answered", "sun", "", marks)
    if position.option == TAKE_BACK:
        return VoiceLine(heard, name, "Takes it back first", "sun", position.words, marks)
    if heard.option is None:
        return VoiceLine(heard, name, "Has answered", "leaf", position.words, marks)
    word = (
        "Took the objection back"
        if heard.option.objects and heard.let_go
        else heard.option.words.removesuffix(", because")
    )
    return VoiceLine(heard, name, word, TONES[heard.side], position.words, marks)


def _marks(heard, position):
    yield "Lived experience" if heard.voice.lived_experience else ""
    if position is not None:
        yield "Late" if position.is_late else ""
        yield "" if position.came_by == Came.HERE else Came(position.came_by).label
