"""What matters to whom: the themes that several groups weighed, each group through the one door (issue: priorities across bodies)."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import median_low

from coproduction.dashboards.disclosure import protect
from coproduction.dashboards.figures import Views
from coproduction.dashboards.reasons import TOO_FEW_ANSWERS
from projects.models import MATTERS_MOST, WEIGHTS, Weight

STAFF = "Staff"
WORDS = dict(WEIGHTS)
GROUPS_FOR_EVERYONE = 2  # what matters most to one group alone is not a priority for everyone


@dataclass(frozen=True)
class Theme:
    """One theme: a word for each group, in the order of `groups`; None where too few of it answered."""

    words: str
    cells: list
    for_everyone: bool


@dataclass(frozen=True)
class Weighed:
    groups: list  # (name, how many answered in words)
    themes: list

    @property
    def shared(self):
        return [theme for theme in self.themes if theme.for_everyone]


def weighed(decision, version) -> Weighed:
    """The middle answer of each group to each theme, without counts; groups of fewer than five answers show none."""
    given = defaultdict(lambda: defaultdict(list))
    people = defaultdict(set)
    rows = Weight.objects.filter(position__voice__decision=decision, position__version=version)
    for group, clause, weight, voice in rows.order_by("pk").values_list(
        "position__voice__body__name", "clause", "weight", "position__voice"
    ):
        given[group or STAFF][clause].append(weight)
        people[group or STAFF].add(voice)
    asked = sorted({voice.body.name if voice.body else STAFF for voice in decision.voices.all()})
    shows = {group: _enough(len(people[group])) for group in asked}
    themes = [_theme(clause, asked, shows, given) for clause in version.clauses.all()]
    return Weighed([(group, "" if shows[group] else TOO_FEW_ANSWERS) for group in asked], themes)


def _enough(answers):
    """Whether the door lets a figure about so many answers out at all."""
    return not protect(Views(agree=answers, answers=answers)).is_hidden


def _theme(clause, asked, shows, given):
    middles = [median_low(given[group][clause.pk]) if shows[group] else None for group in asked]
    seen = [middle for middle in middles if middle is not None]
    everyone = len(seen) >= GROUPS_FOR_EVERYONE and all(middle == MATTERS_MOST for middle in seen)
    cells = [(WORDS[middle], middle) if middle is not None else None for middle in middles]
    return Theme(clause.plain or clause.words, list(zip(asked, cells, strict=True)), everyone)
