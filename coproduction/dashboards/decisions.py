"""What was decided, for trustees: with or without people with lived experience, where these stood, and what became of it.

Nobody is named and no chair; no words of anybody who was asked are read. How many stood where goes through the one door.
"""

from dataclasses import dataclass

from django.db.models import Count, Q

from coproduction.dashboards.disclosure import ProtectedTable, protect
from coproduction.dashboards.figures import Measure, Table, ThingShare
from coproduction.dashboards.wording import share
from members.words import day, plural
from projects.models import Decision, LivedExperience, Objection, Ratification
from projects.models.decision import WITH_INPUT
from projects.models.methods import NEUTRAL, SUPPORTS
from projects.queries.agreeing import sees_positions, standing_of, with_voices

SHOWN = {"with": WITH_INPUT, "without": (LivedExperience.NONE, LivedExperience.TOLD)}
SIDES = ("Stood behind it", "Could go either way", "Were against it", "Did not say")
OBJECTIONS = {
    Objection.State.INTEGRATED: "worked into the text",
    Objection.State.NOT: "not worked in, with the reason told",
    Objection.State.WITHDRAWN: "taken back",
    Objection.State.OPEN: "without an answer yet",
}


@dataclass(frozen=True)
class Line:
    """One decision as a trustee reads it: `stood` (words, number) where numbers may be shown, else `why` not."""

    it: Decision
    stood: tuple = ()
    why: str = ""
    objections: str = ""
    since: tuple[str, ...] = ()


def decided(actor, *, which=""):
    """What was decided and this actor may see, the last first; `which`: with or without lived experience."""
    found = Decision.objects.visible_to(actor).exclude(outcome="")
    if which in SHOWN:
        found = found.filter(lived_experience__in=SHOWN[which])
    return found.order_by("-decided_on", "-pk")


def in_words(actor) -> str:
    """ "3 of 4": decisions with their voice, of those of which it is written down. Decisions are not people (SUPP-01)."""
    counts = decided(actor).aggregate(
        of=Count("pk", filter=~Q(lived_experience="")), part=Count("pk", filter=Q(lived_experience__in=WITH_INPUT))
    )
    shown = protect(Measure("DECISIONS", {"with": ThingShare(counts["part"], counts["of"])})).now["with"]
    return share(shown) if shown.of else ""


def lines(decisions, actor, *, today) -> list[Line]:
    """A page of them, in five questions however many there are."""
    wanted = with_voices(decisions.select_related("body", "agreement", "project"))
    found = list(wanted)
    took = _taken_on([each.decided_version_id for each in found if each.decided_version_id])
    return [_line(each, actor, took.get(each.decided_version_id, (0, 0)), today=today) for each in found]


def _line(decision, actor, took, *, today):
    standing = standing_of(decision)
    stood, why = _stood(standing) if sees_positions(actor, decision) else ((), "")
    return Line(decision, stood, why, _objections(standing), tuple(_since(decision, took, today=today)))


def _stood(standing):
    """People with lived experience by side; of few of them a number would say who said what."""
    lived = [each for each in standing.heard if each.voice.lived_experience]
    if not lived:
        return (), ""
    sides = [each.side for each in lived]
    behind, neutral, silent = sides.count(SUPPORTS), sides.count(NEUTRAL), sides.count("")
    table: ProtectedTable = protect(Table((behind, neutral, len(sides) - behind - neutral - silent, silent)))
    if table.is_withheld:
        return (), "They are few, or all of one mind, so numbers would say who said what."
    rows = zip(SIDES, ("hidden" if cell is None else str(cell) for cell in table.cells), strict=True)
    return tuple(rows), table.why


def _objections(standing):
    """How many, and what became of them: never a reason, and never whose. With any of lived experience no number: of few it
    would be what the table above hides."""
    every = [objection.state for each in standing.heard for objection in each.objections]
    if not every:
        return ""
    if any(each.voice.lived_experience for each in standing.heard if each.objections):
        answered = Objection.State.OPEN not in every
        return f"Some objections; {'each has an answer' if answered else 'not each has an answer yet'}. How many would say whose."
    became = [f"{every.count(state)} {words}" for state, words in OBJECTIONS.items() if state in every]
    return f"{plural(len(every), 'objection')}: {', '.join(became)}."


def _since(decision, took, *, today):
    """What became of it: of its text, of its project, and the day to look at it again."""
    if text := decision.agreement:
        yield f"The text “{text.title}”: {text.get_step_display().lower()}."
        of, yes = took
        if of:
            yield f"Taken on by {yes} of {plural(of, 'organisation')} that said so."
    if project := decision.project:
        over = f"finished on {day(project.ended_on)}" if project.ended_on else "still runs"
        yield f"The project “{project.title}” {over}."
    if decision.review_on:
        late = decision.review_on <= today
        yield f"{'It was to be' if late else 'It will be'} looked at again on {day(decision.review_on)}."


def _taken_on(versions) -> dict:
    """{version: (organisations that said, of them those that took it on)}; organisations are not people."""
    rows = Ratification.objects.filter(version__in=versions).values("version").order_by("version")
    counted = rows.annotate(of=Count("pk"), yes=Count("pk", filter=~Q(how=Ratification.How.NOT)))
    return {row["version"]: (row["of"], row["yes"]) for row in counted}
