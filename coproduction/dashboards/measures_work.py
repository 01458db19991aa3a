"""The work itself (MET-03, 05, 21 to 25). One function a measure; its docstring is its definition."""

from datetime import date
from statistics import median

from coproduction.dashboards import kin
from coproduction.dashboards.counting_together import only
from coproduction.dashboards.figures import Days, Felt, Measure, Money, NotYet, Things, ThingShare
from coproduction.dashboards.measures_loop import twice
from coproduction.dashboards.measures_teams import TEAM
from coproduction.dashboards.measures_together import column
from projects.models.agreement import STEPS
from projects.queries.claims import working_days

ALL_PAID = ("people", "costs_people", "fees_people")  # who had all of it, and the two parts it is made of
STEP, WITHOUT = "step:", "without:"  # before a step of a ladder, and a team nobody was with


def feedback_only(found) -> Measure:
    """MET-03, asked only at the end.

    Numerator: projects that started in the period and whose people with lived experience took part at the stages
    *sharing* or *looking back* only. Denominator: projects that started in the period with any such involvement. Traps:
    a project in which the stage of some work is not known could be either: it stays in the denominator and is reported
    (`not_known`); an earlier first stage by a coordinator's correction takes it out; it counts what is logged by now.
    """

    def of(rows):
        row = only(rows["last_minute"])
        return {"at_the_end": ThingShare(row["at_the_end"], row["all"]), "not_known": Things(row["not_known"])}

    return twice("MET-03", found, of)


def ladder(found) -> Measure:
    """MET-05, how much say people had.

    Held activities with people with lived experience that ended in the period, by the step that staff chose. `rated` of
    all; what is not rated stays unrated. `felt`: the mean, over every member who chose a step of the same ladder for the
    same activity, of their step less that of staff, in half steps. Traps: steps of two ladders or versions are never
    added up; the difference needs five members; an activity that only one side rated is not in it.
    """

    def of(rows):
        rated, felt = only(rows["work"]), only(rows["felt"])
        names = {(row["ladder"], row["version"]) for row in rows["steps"]}
        steps = {
            f"{STEP}{row['name']}" + (f" ({row['ladder']}, {row['version']})" if len(names) > 1 else ""): Things(
                row["n"]
            )
            for row in rows["steps"]
        }
        return {
            "rated": ThingShare(rated["rated"], rated["all"]),
            "unrated": Things(rated["all"] - rated["rated"]),
            "felt": Felt(felt["steps"] or 0, felt["answers"], felt["people"]),
            **steps,
        }

    return twice("MET-05", found, of)


def recognition(found) -> Measure:
    """MET-21, what people were offered and paid.

    Numerator: held activities with people with lived experience that ended in the period and for which something was
    offered, in words or as an offer, on the activity or when people were asked to it. Denominator: all of them. Apart
    from that, from finished months: pounds paid, costs and fees apart; and the middle of the working days from claim to
    payment, without what was booked or given in cash. Traps: never what one person took or declined; each sum needs five
    people, and so does what is left when a shorter period, or the other sum, is taken away.
    """

    def of(rows):
        row = only(rows["work"])
        return {"offered": ThingShare(row["offered"], row["all"])}

    measure = twice("MET-21", found, of)
    if found.months is None:
        measure.now.update(dict.fromkeys(("paid", "costs", "fees", "days"), NotYet()))
        return measure
    before = kin.of_before(found.months)
    measure.now.update(kin.told(_money(found.now["waits"], found.left), found.money, kin.of_now(found.months)))
    if before:
        measure.before.update(kin.told(_money(found.before["waits"]), found.money, before))
    return measure


def _money(waits, left=()):
    """What is paid in one stretch among others; `left`: what is left of it when a shorter one is taken away."""
    took = [
        days
        for wait in waits
        for days in [working_days(date.fromisoformat(wait["sent_on"]), date.fromisoformat(wait["paid_on"]))] * wait["n"]
    ]

    def of(row, at):
        def people(name):
            return column(row, name)

        def beside(*names):
            return tuple((each[name],) for each in left for name in names) if len(row) == 1 else ()

        def part(name):
            """Costs and fees stand together, and only where all that was paid does: of three that add up, two give the third."""
            rows = {each: people(each) for each in ALL_PAID if each != f"{name}_people"}
            return Money(
                round(row[at][name]),
                people(f"{name}_people"),
                at,
                with_it=tuple(rows.values()),
                beside=beside(*ALL_PAID),
            )

        sums = {name: part(name) for name in ("costs", "fees")}
        paid = Money(round(row[at]["pounds"]), people("people"), at, beside=beside("people"))
        return {"paid": paid, "days": Days(median(took) if took else None, people=row[at]["people_waited"]), **sums}

    return of


def short_notice(found) -> Measure:
    """MET-22, asked at short notice.

    Numerator: requests from teams, asked in the period, with fewer days of notice than people need for such work; of
    them, those that were accepted and those that were declined. Denominator: all requests asked in the period. Also by
    team. Traps: what somebody spotted is no request; the notice and the rule are the ones kept when it was asked; one
    without a day is in the denominator alone. Teams and requests are not people.
    """

    def of(rows):
        notice = rows["notice"]
        short, every, yes, no = (
            sum(row[name] for row in notice) for name in ("short", "requests", "accepted", "declined")
        )
        return {
            "short": ThingShare(short, every),
            "accepted": Things(yes),
            "declined": Things(no),
            **{TEAM + row["team__name"]: ThingShare(row["short"], row["requests"]) for row in notice},
        }

    return twice("MET-22", found, of)


def team_reach(found) -> Measure:
    """MET-23, teams that involve people.

    Numerator: teams in use with at least one held activity in the period in which people with lived experience took
    part, named or counted; an activity without a team is its project's. Denominator: teams in use. Those with none are
    named (`without:` and the name). Trap: teams are not people, so nothing is hidden.
    """

    def of(rows):
        teams = rows["reach"]
        share = ThingShare(sum(team["there"] for team in teams), len(teams))
        return {"teams": share} | {WITHOUT + team["name"]: Things(0) for team in teams if not team["there"]}

    return twice("MET-23", found, of)


def plan_progress(found) -> Measure:
    """MET-24, how far the plan is.

    Numerator: goals of the plans that run in the period which were done by its last day. Denominator: all their goals
    but those let go, which stand apart. `overdue`: open, and their day is over; `due`: open, and their day is still to
    come. Traps: on its own day a goal is not overdue; a goal that ended after the period was open in it.
    """

    def of(rows):
        row = only(rows["goals"])
        done, due, overdue = row["done"], row["due"], row["overdue"]
        return {
            "done": ThingShare(done, done + due + overdue),
            **{name: Things(row[name]) for name in ("due", "overdue", "let_go")},
        }

    return twice("MET-24", found, of)


def network(found) -> Measure:
    """MET-25, the Network.

    Numerator: organisations of which somebody came to at least one of its meetings in the period: a representative of
    that day, or somebody for them. Denominator: organisations that were in it on any day of the period. `meetings`: held,
    and of them those with a closed register, for only there is known who came. `text`: which of the steps the newest
    text of the Network had reached on the last day of the period. Traps: organisations are not people; a text that began, or
    moved on, after the period stands as it stood then.
    """

    def of(rows):
        organisations, held = only(rows["organisations"]), only(rows["network"])
        return {
            "came": ThingShare(organisations["came"], organisations["all"]),
            "meetings": ThingShare(held["closed"], held["held"]),
        }

    measure = twice("MET-25", found, of)
    for text in found.now["texts"]:
        measure.now["text"] = ThingShare(STEPS.index(text["stood"]) + 1, len(STEPS))
    return measure
