"""Who is in the room and how it is for them (MET-12, 14, 16, 17, 20, 26). One function a measure; its docstring defines it."""

from math import ceil

from coproduction.dashboards.counting_together import only
from coproduction.dashboards.disclosure import THRESHOLD
from coproduction.dashboards.figures import Measure, Most, People, PeopleShare, Rate, ThingShare, Views
from coproduction.dashboards.measures_loop import twice
from coproduction.dashboards.measures_together import in_time
from meetings.models.pulse import QUESTIONS


def access_needs(found) -> Measure:
    """MET-12, access needs met.

    Numerator: needs that were met. Denominator: needs people asked for at meetings that took place in the period, by
    their passport or for that meeting alone. Traps: none asked for is no figure, never a hundred per cent; *partly* is
    not met; a need of which nobody wrote how it went (`no_word`) counts as not met and is said; what was called off
    before the meeting is in neither number; it is about people, so it needs five who asked, and five on either side.
    """

    def of(row, at):
        rows = [only(each["needs"]) for each in row]

        def cells(name):
            return tuple(row[name] for row in rows)

        silent, people = cells("open"), cells("people")
        said = tuple(row["asked"] - row["met"] - row["open"] for row in rows)
        return {
            "met": PeopleShare(
                cells("met"), cells("asked"), at, beside=(people, cells("people_met"), cells("people_rest"))
            ),
            "no_word": People(silent, at, beside=(cells("people_open"), cells("people_short"), said, people)),
        }

    return in_time("MET-12", found.period, found.in_time, of)


def reach(found) -> Measure:
    """MET-14, contacts.

    Every time somebody with lived experience took part in a held activity that ended in the period, named or only
    counted. Traps: it counts times, not people: somebody who came ten times counts ten times, so it is never added to
    MET-13; heads of whom nobody said that they have lived experience are left out.
    """

    def of(row, at):
        named, heads = (tuple(each["contacts"][what] for each in row) for what in ("parts", "heads"))
        return {
            "all": People(tuple(map(sum, zip(named, heads, strict=True))), at),
            "named": People(named, at, beside=(heads,)),
            "heads": People(heads, at, beside=(named,)),
        }

    return in_time("MET-14", found.period, found.in_time, of)


def spread(found) -> Measure:
    """MET-16, the same few people?

    Numerator: hours (as in MET-08) of the most active quarter of the people who gave any in the period, rounded up to
    whole people. Denominator: the hours of all of them. Traps: only from eight people on; in tenths below twenty, for
    then the quarter is fewer than five people; whoever took part, and nobody knows how long, is in neither.
    """

    def of(rows):
        given = sorted((row["minutes"] for row in rows["given"] if row["minutes"] is not None), reverse=True)
        return {"most": Most(sum(given[: ceil(len(given) / 4)]), sum(given), len(given))}

    return twice("MET-16", found, of)


def retention(found) -> Measure:
    """MET-17, members who stayed, over the twelve months up to the last day of the period.

    Numerator: those who are members on the last day, also on a break (`paused` says how many). Denominator: members of
    the group who were active twelve months before. Traps: whoever died is in neither number; whoever left and came back
    as a member counts as stayed; whoever was on a break on the first day was not active then; somebody on the way in is
    no member yet.
    """

    def of(rows):
        row = only(rows["stayed"])
        stayed, paused = row["stayed"], row["paused"]
        return {
            "stayed": PeopleShare((stayed,), (row["began"],)),
            "paused": People((paused,), beside=((stayed - paused,), (row["began"] - stayed,))),
        }

    return twice("MET-17", found, of)


def pulse(found) -> Measure:
    """MET-20, how meetings were for people.

    For each of five sentences: those who agreed, or agreed very much, of those who answered it, over all meetings that
    ended in the period and gave at least five answers. `answered`: of how many who were asked. Traps: only boxes that
    are closed; nothing below five answers; answers have no person, so none can be joined to one; a sentence that
    somebody left out is not counted for it; a meeting whose figure is hidden cannot be had by taking away the others.
    """

    def of(rows):
        boxes = [row for row in rows["boxes"] if row["answers"] >= THRESHOLD]
        views = {}
        for name in QUESTIONS:
            apart = tuple((row[f"{name}_yes"], row[f"{name}_of"]) for row in boxes)
            views[name] = Views(sum(yes for yes, _ in apart), sum(of for _, of in apart), boxes=apart)
        return {
            "answered": Rate(tuple((row["answers"], row["asked"]) for row in boxes)),
            "meetings": ThingShare(len(boxes), len(rows["boxes"])),
            **views,
        }

    return twice("MET-20", found, of)


def diversity(found) -> Measure:
    """MET-26, who sits at this table: the totals that were published last, by question, as `equality` protects them.

    Numerator: questions whose totals are shown. Denominator: questions that were counted. The totals themselves are
    published once a year and stand on a page of their own, one question at a time. Trap: between two publications
    nothing moves, whatever the period.
    """
    [published] = found.now["equality"] or [{"tables": []}]
    tables = published["tables"]
    return Measure("MET-26", {"shown": ThingShare(sum(bool(table["rows"]) for table in tables), len(tables))})
