"""Protected figures in words: one tile a measure, the same for page, CSV and every later format."""

from dataclasses import dataclass

from coproduction.dashboards import wording
from coproduction.dashboards.definitions import DEFINITIONS, TITLES
from coproduction.dashboards.wording import join, moved, number, percent, share, share_before, time
from meetings.models import Level
from members.words import plural


@dataclass(frozen=True)
class Part:
    """One number of a tile: what it counts, how it reads, and why it is hidden if it is."""

    name: str
    words: str
    why: str = ""


@dataclass(frozen=True)
class Tile:
    """One figure as a reader meets it; `hidden` says why there is none."""

    metric: str
    figure: str
    parts: tuple[Part, ...]
    unit: str = ""
    sentence: str = ""
    trend: str = ""
    quality: str = ""
    hidden: str = ""

    @property
    def title(self):
        return TITLES[self.metric]

    @property
    def definition(self):
        return DEFINITIONS[self.metric]

    @property
    def also_hidden(self):
        """Numbers inside this tile, other than its figure, that are not shown."""
        return [part for part in self.parts[1:] if part.why]


def tiles(board) -> list[Tile]:
    """The eight tiles of a protected board; coverage stands right after *from the start*, always."""
    makers = (_from_the_start, _coverage, _people, _hours, _levels, _new_voices, _answers, _attendance)
    return [make(board) for make in makers]


def _part(name, value, words=number):
    return Part(name, words(value), value.why if value.is_hidden else "")


def _closed(board):
    """What a reader must know about counts of people under a filter."""
    return f"Counted {board.period.closed_words}." if board.filter and board.period.closed else ""


def _share_tile(value, unit, nothing):
    """Figure and unit of a share; without anything to count it says so in words."""
    if value.is_hidden:
        return {
            "figure": share(value).capitalize(),
            "unit": unit if wording.is_small(value) else "",
            "hidden": value.why,
        }
    if not value.of:
        return {"figure": nothing}
    return {"figure": share(value), "unit": unit + percent(value)}


# ---- projects -----------------------------------------------------------------------------------
def _from_the_start(board):
    now, before = board.measures["MET-01"].now, board.measures["MET-01"].before
    early, unknown = now["early"], now["not_known"].value
    known = (
        f"The first stage is not known for {plural(unknown, 'project')}, counted as not from the start."
        if unknown
        else ("The first stage of each is known." if early.of else "")
    )
    return Tile(
        "MET-01",
        **_share_tile(early, "projects", "No projects"),
        sentence=_start_sentence(early),
        trend=share_before(board.period, before.get("early"), "project,projects"),
        quality=join(known, _all_levels(board)),
        parts=(
            _part("Projects with people from the start", early, share),
            _part("First stage not known", now["not_known"]),
        ),
    )


def _start_sentence(early):
    if not early.of:
        return "No project that involved people started in this time."
    if not early.value:
        return "In none of them were people in the room before things were decided."
    return "In those, people were in the room before anything was decided."


def _coverage(board):
    now, before = board.measures["MET-02"].now, board.measures["MET-02"].before
    involved, bare = now["involved"], now["not_logged"].value
    return Tile(
        "MET-02",
        **_share_tile(involved, "projects", "No projects"),
        sentence="Of all projects that started, so many involved people with lived experience."
        if involved.of
        else "No project started in this time.",
        trend=share_before(board.period, before.get("involved"), "project,projects"),
        quality=join(
            f"Nothing at all is logged yet for {plural(bare, 'project')}." if bare else "", _all_levels(board)
        ),
        parts=(
            _part("Projects with people involved", involved, share),
            _part("Projects with nothing logged", now["not_logged"]),
        ),
    )


def _all_levels(board):
    return "A project has no level, so this is for all levels." if board.filter.by == "level" else ""


# ---- people and hours -----------------------------------------------------------------------------
def _people(board):
    now, before = board.measures["MET-13"].now, board.measures["MET-13"].before
    people, unnamed = now["people"], now["no_names"].value
    heads = (
        f"At {plural(unnamed, 'activity,activities')} people were counted without names. They are not in this number."
        if unnamed
        else ""
    )
    return Tile(
        "MET-13",
        figure=number(people).capitalize(),
        unit="person" if people.value == 1 else "people" if not people.is_hidden or wording.is_small(people) else "",
        hidden=people.why if people.is_hidden else "",
        sentence=_who_took_part(people),
        trend=moved(board.period, people, before.get("people")),
        quality=join(heads, _closed(board)),
        parts=(_part("Different people", people),),
    )


def _who_took_part(people):
    if people.is_hidden:
        return ""
    return (
        "With lived experience, and part of something at least once."
        if people.value
        else "Nobody with lived experience took part in this time."
    )


def _hours(board):
    now, before = board.measures["MET-08"].now, board.measures["MET-08"].before
    given, travel, unknown, of = now["minutes"], now["travel"], now["no_length"].value, now["activities"].value
    length = f"The length is not known for {unknown:,} of {plural(of, 'activity,activities')}." if unknown else ""
    return Tile(
        "MET-08",
        figure=time(given).capitalize(),
        unit="" if given.is_hidden else "hour" if time(given) == "1" else "hours",
        hidden=given.why if given.is_hidden else "",
        sentence=""
        if given.is_hidden
        else join(
            "Given in activities and in getting ready for them.",
            f"Travel on top: {time(travel)} hours." if travel.value else "",
        ),
        trend=moved(board.period, given, before.get("minutes"), of=" hours", as_time=True),
        quality=join(length or ("The length of every activity is known." if of else ""), _closed(board)),
        parts=(_part("Hours given", given, time), _part("Hours of travel", travel, time)),
    )


def _levels(board):
    now, before = board.measures["MET-04"].now, board.measures["MET-04"].before
    total, one_level = now["all"], board.filter.by == "level"
    split = [f"{now[level].value:,} {Level(level).label.lower()}" for level in Level.values if now[level].value]
    rough = now["no_detail"].value
    figure = number(total) if one_level else f"{now[Level.STRATEGIC].value:,} of {total.value:,}"
    unit = "activity" if total.value == 1 else "activities"
    return Tile(
        "MET-04",
        figure=figure if total.value or one_level else "No activities",
        unit=(unit if one_level else f"{unit} at strategic level") if total.value else "",
        sentence=join(
            f"{', '.join(split)}." if split else "Nothing was logged in this time.", _hours_by_level(board, now)
        ),
        trend=moved(board.period, total, before.get("all"), of=" in all"),
        quality=f"{plural(rough, 'activity,activities').capitalize()} still {'needs' if rough == 1 else 'need'} details."
        if rough
        else "",
        parts=(
            _part("Activities", total),
            *(_part(f"Activities, {Level(level).label.lower()}", now[level]) for level in Level.values),
            *(
                _part(f"Hours, {Level(level).label.lower()}", now[f"hours_{level}"], time)
                for level in Level.values
                if not board.filter
            ),
        ),
    )


def _hours_by_level(board, now):
    if board.filter or not board.period.closed:
        return ""
    said = [(level, now[f"hours_{level}"]) for level in Level.values if now[f"hours_{level}"].value != 0]
    words = ", ".join(f"{Level(level).label.lower()} {time(value)}" for level, value in said)
    return f"Hours {board.period.closed_words}: {words}." if words else ""


def _new_voices(board):
    now, before = board.measures["MET-15"].now, board.measures["MET-15"].before
    new = now["new"]
    return Tile(
        "MET-15",
        **_share_tile(new, "people", "No people"),
        sentence="" if new.is_hidden or not new.of else "Took part for the very first time.",
        trend=share_before(board.period, before.get("new"), "person,people"),
        quality=join("Only as old as the log: whoever was there before it began counts as new once.", _closed(board)),
        parts=(_part("People who are new", new, share),),
    )


# ---- meetings -----------------------------------------------------------------------------------
def _answers(board):
    now, before = board.measures["MET-18"].now, board.measures["MET-18"].before
    answered, yes, for_them, lost = now["answered"], now["yes"], now["for_them"], now["not_told"]
    return Tile(
        "MET-18",
        **_share_tile(answered, "invitations answered", "No invitations"),
        sentence=join(
            f"{share(yes).capitalize()} said yes{percent(yes)}." if _sayable(yes) and yes.of else "",
            f"Recorded by staff for somebody: {number(for_them)}."
            if _sayable(for_them) and for_them.value != 0
            else "",
        ),
        trend=share_before(board.period, before.get("answered"), "invitation,invitations"),
        quality=join(_arrived(lost, answered), _closed(board)),
        parts=(
            _part("Invitations answered", answered, share),
            _part("Invitations answered yes", yes, share),
            _part("Answers recorded by staff for somebody", for_them),
            _part("Invitations left out because they never arrived", lost),
        ),
    )


def _arrived(lost, answered):
    if lost.value == 0:
        return "Every invitation arrived." if answered.of else ""
    return f"Left out, because they never arrived: {number(lost)}." if _sayable(lost) else ""


def _sayable(value):
    return not value.is_hidden or wording.is_small(value)


def _attendance(board):
    now, before = board.measures["MET-19"].now, board.measures["MET-19"].before
    came, kept, walk_ins, closed = now["came"], now["kept"], now["walk_ins"], now["closed"]
    still = closed.of - closed.value
    register = (
        f"The register is still open for {plural(still, 'meeting')}, so not in here."
        if still
        else "Every register is closed."
        if closed.of
        else ""
    )
    return Tile(
        "MET-19",
        **_share_tile(came, "invited people came", "No registers"),
        sentence=join(
            f"Of those who had said yes, {share(kept)} came{percent(kept)}." if _sayable(kept) and kept.of else "",
            f"Came without an invitation: {number(walk_ins)}." if _sayable(walk_ins) and walk_ins.value != 0 else "",
        ),
        trend=share_before(board.period, before.get("came"), "invited person,invited people"),
        quality=join(register, _closed(board)),
        parts=(
            _part("Invited people who came", came, share),
            _part("Said yes and came", kept, share),
            _part("Came without an invitation", walk_ins),
            _part("Meetings with a closed register", closed, share),
        ),
    )


# ---- month by month -----------------------------------------------------------------------------
def trend_rows(board) -> list[tuple[Part, Part]]:
    """People and hours of each month (each year of everything); nothing under a filter."""
    if board.filter:
        return []
    return [(_part(bucket.label, bucket.people), _part(bucket.label, bucket.hours, time)) for bucket in board.trend]
