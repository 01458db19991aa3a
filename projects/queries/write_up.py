"""A project written up under the five heads of the GRIPP2 short form (domain 1.6, FW-07), from what is recorded.

No name of any person stands in it; a quote stands in it only where it may be quoted, and then without a name.
"""

from dataclasses import dataclass, field

from django.db.models import Count, Q, Sum

from members.rules.fewest import fewest
from members.words import day, in_quotes, plural
from projects.models import HELD_BACK, NOT_DONE, Activity, Participation, Rating, Side
from projects.queries.involvement import first_involved_stage
from projects.queries.loop import said_in

ENDED = (".”", "!”", "?”")  # a sentence that was said ends by itself
NOT_SAID = (
    "How many people took part is not said here: of one project they are few, and a number could say who they are."
)
NOTHING = "Nothing is written down about this yet."


@dataclass
class Part:
    """One head: its title, what belongs below it, and the lines found. `missing`: what would complete it."""

    title: str
    about: str
    lines: list = field(default_factory=list)
    missing: list = field(default_factory=list)


def write_up(project, *, for_desk=False) -> list[Part]:
    """The five parts, in their order; a dozen questions, however long the project. `for_desk`: with how many took part."""
    said = list(said_in(project))
    return [
        _aim(project),
        _methods(project, for_desk=for_desk),
        _results(said),
        _influence(project, said),
        _reflections(project),
    ]


def _aim(project):
    part = Part("Aim", "What the involvement was for")
    for words, value in (
        ("Purpose", project.purpose),
        ("What should be different", project.intended_difference),
        ("What was open to change", project.open_to_change),
        ("What was fixed", project.fixed),
        ("Who decided", project.decision_maker),
    ):
        if value:
            part.lines.append(f"{words}: {value}")
    part.missing = [
        w
        for w, v in (("the purpose", project.purpose), ("what should be different", project.intended_difference))
        if not v
    ]
    return part


def _methods(project, *, for_desk):
    part = Part("Methods", "Who was involved, when and how")
    held = Activity.objects.held().filter(project=project)
    heads = Participation.objects.filter(activity__in=held, is_lived_experience=True)
    counts = held.aggregate(all=Count("pk"), first=Count("pk", filter=Q(stage__in=(1, 2))), others=Sum("others_le"))
    stage = first_involved_stage(project)
    part.lines.append(f"Pieces of work: {counts['all']}. Involved from: {stage.label if stage else 'not known'}.")
    if for_desk:
        part.lines += _how_many(heads, counts["others"] or 0)
    elif counts["others"] or heads.exists():
        part.lines.append(NOT_SAID)
    kinds = held.values_list("kind__name").annotate(n=Count("pk")).order_by("-n", "kind__name")
    part.lines += [f"{kind}: {plural(n, 'time,times')}" for kind, n in kinds]
    if not counts["all"]:
        part.lines, part.missing = [], ["any piece of work in the log"]
    if counts["all"] and stage is None:
        part.missing.append("from which stage people were involved")
    return part


def _how_many(heads, others):
    """Nothing of it leaves the desk: of one project people are few, and beside a team's figures it would say who."""
    people, enough = heads.values("person").distinct().count(), fewest()
    if people >= enough:
        yield f"People with lived experience who took part, each counted once: {people}. Only the desk reads this."
    elif people:
        yield f"People with lived experience who took part: fewer than {enough}. Only the desk reads this."
    if others >= enough:
        yield f"Heads with lived experience that were counted without a name: {others}. Only the desk reads this."


def _results(said):
    part = Part("Results", "What came of it, good and bad")
    for each in said:
        words = in_quotes(each.text) if each.may_leave else HELD_BACK
        response, changes = list(each.responses.all())[-1:], list(each.changes.all())[-1:]
        if not response:
            part.missing.append(f"an answer to what was said on {day(each.said_on)}")
            continue
        answer = response[0].get_answer_display().removesuffix(", because")
        line = f"{words}{'' if words.endswith(ENDED) else '.'} Our answer: {answer}."
        if response[0].reason:
            line += f" {response[0].reason}"
        if changes:
            line += f" Different now: {changes[0].what}"
        part.lines.append(line)
    if not said:
        part.missing.append("anything that people said for this project")
    return part


def _influence(project, said):
    part = Part("How far it went", "How much influence people had")
    answered = [list(each.responses.all())[-1] for each in said if each.responses.all()]
    changed = sum(bool(each.changes.all()) for each in said)
    told = sum(each.closed_at is not None for each in said)
    if said:
        part.lines.append(
            f"{plural(len(said), 'thing was,things were')} said, {len(answered)} answered, {changed} changed something, "
            f"{sum(a.answer in NOT_DONE for a in answered)} could not be done or not yet. Everybody was told about {told}."
        )
    steps = Rating.objects.filter(side=Side.STAFF, activity__project=project, activity__state=Activity.State.HELD)
    found = (
        steps.values_list("step__name", "step__framework__name").annotate(n=Count("pk")).order_by("-n", "step__name")
    )
    part.lines += [f"{ladder}, as staff see it: {name}, {plural(n, 'time,times')}" for name, ladder, n in found]
    if not found:
        part.missing.append("how much say people had, in one of its pieces of work")
    return part


def _reflections(project):
    part = Part("Looking back", "What went well and what did not, and what we learned")
    found = project.activities.filter(state=Activity.State.HELD, reflections__side=Side.STAFF)
    rows = found.values_list(
        "title",
        "reflections__went_well",
        "reflections__did_not",
        "reflections__would_change",
        "reflections__difference",
    ).order_by("ended_on", "pk")
    heads = ("What went well", "What did not", "What we would change", "The difference it made")
    for title, *answers in rows:
        part.lines += [f"{title}. {head}: {words}" for head, words in zip(heads, answers, strict=True) if words]
    if not part.lines:
        part.missing.append("what the team thinks of it afterwards")
    return part
