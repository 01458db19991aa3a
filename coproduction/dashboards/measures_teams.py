"""The figures that need what teams say once a quarter (MET-06, 07 and 27). One function a measure; its docstring defines it."""

from coproduction.dashboards import counting, counting_teams, measures
from coproduction.dashboards.figures import Board, Measure, NotTogether, PeopleShare, TeamShare, Things, ThingShare
from coproduction.dashboards.filters import EVERYTHING

TEAM = "team:"  # before the name of a team, beside the figures of all


def teams_board(stretch, *, now) -> tuple[Board, counting_teams.OfTeams]:
    """MET-02, 06, 07 and 27 of one stretch, unprotected, and the teams behind them."""
    here = counting_teams.of_teams(stretch.quarters, stretch.live, now=now)
    earlier = tuple(each.replace(year=each.year - 1) for each in stretch.quarters)
    if not stretch.is_year:
        earlier = (stretch.before.first,)
    before = counting_teams.of_teams(earlier, stretch.before, now=now)
    projects = counting.projects(stretch, EVERYTHING)
    board = Board(
        period=stretch,
        filter=EVERYTHING,
        measures=(
            coverage(stretch, projects, here),
            governance(here, before),
            panels(here, before),
            staff_training(here, before),
        ),
    )
    return board, here


def coverage(stretch, projects, teams) -> Measure:
    """MET-02 as `measures.coverage` counts it: the register is the denominator, and what teams name once a quarter is on it.

    Beside it, of each team: the same two numbers. `by_word`: projects of which the team says that people were in
    them while the log shows nobody yet; the log alone makes the numerator.
    """
    measure = measures.coverage(stretch, EVERYTHING, projects)
    measure.now["by_word"] = Things(teams.by_word)
    return _with_teams(measure, teams, "began")


def governance(teams, before) -> Measure:
    """MET-06, governance presence.

    Numerator: meetings at which somebody with lived experience took part. Denominator: all such meetings held, of
    the Board of Trustees, the Management Board, a committee (a body with that word in its name) or of the kind
    *commissioning*, by the day they ended. Of each team and quarter the log or the team's own number, whichever is
    more, so that a meeting in both counts once; meetings of no team come from the log alone. A team that did not
    answer is named, and counts with what the log holds.
    """
    return _of_things("MET-06", teams, before, "governance")


def panels(teams, before) -> Measure:
    """MET-07, panels with lived experience.

    Numerator: interview panels with somebody with lived experience. Denominator: all panels held, counted as
    MET-06 counts meetings.
    """
    return _of_things("MET-07", teams, before, "panels")


def staff_training(teams, before) -> Measure:
    """MET-27, staff trained in co-production.

    Numerator: staff whose training in co-production is in date. Denominator: staff. Both as the team said in the
    last of the quarters; over a year its last answer counts. A team that did not answer is in neither, and named.
    Counts of people: below five they are hidden, also where taking one team from another would give them away, and over
    a longer time unless every team answered in the same quarter last: what one answered once would be left over.
    """

    def of(rows):
        if len({row.last_said for row in rows}) > 1:
            return NotTogether()
        rows = rows or [counting_teams.OfTeam("")]
        return PeopleShare((sum(row.trained for row in rows),), (sum(row.staff for row in rows),))

    answered = [team for team in teams.teams if team.staff]
    trained, staff = tuple(t.trained for t in answered), tuple(t.staff for t in answered)
    every = of(answered)
    now = {
        TEAM + team.name: every if isinstance(every, NotTogether) else TeamShare(trained, staff, at)
        for at, team in enumerate(answered)
    }
    return Measure("MET-27", {"all": every, **now}, {"all": of([t for t in before.teams if t.staff])})


def _of_things(metric, teams, before, sort) -> Measure:
    now, earlier = teams.together(sort), before.together(sort)
    measure = Measure(
        metric,
        {"all": ThingShare(now.with_people, now.held)},
        {"all": ThingShare(earlier.with_people, earlier.held)},
    )
    return _with_teams(measure, teams, sort)


def _with_teams(measure, teams, sort):
    for team in teams.teams:
        held = getattr(team, sort)
        if held.held:
            measure.now[TEAM + team.name] = ThingShare(held.with_people, held.held)
    return measure
