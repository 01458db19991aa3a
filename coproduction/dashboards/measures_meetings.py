"""Who answered, and who came (MET-18 and 19). One function a measure; its docstring is its definition."""

from coproduction.dashboards.figures import Measure, People, PeopleShare, ThingShare
from coproduction.dashboards.measures_together import apart, column, in_time, of_parts, rests
from coproduction.dashboards.named import Named

LEFT = (  # what is left of the first when the second is taken away
    ("asked", "answered"), ("asked", "yes"), ("answered", "yes"), ("asked", "asked_r"), ("yes", "yes_r"),
    ("asked_r", "came_r"), ("came_r", "yes_came_r"), ("yes_r", "yes_came_r"), ("answered", "yes_r"),
)  # fmt: skip


def response_rate(period, filter, answers) -> Measure:
    """MET-18, answers to invitations, and how many said yes.

    Numerator: invitations answered yes, no or not sure, by the person or by somebody for them; apart from that,
    those answered yes. Denominator: invitations to meetings that took place in the period. Traps: an invitation
    that never arrived (failed, withheld, came back, nobody told yet) is left out and shown (`not_told`), unless it
    was answered all the same; drafts, cancelled meetings and people taken off the list do not count; answered less
    yes says how many said no or not sure, so that must be safe as well.
    """

    if filter:
        return of_parts("MET-18", period, answers, ("answered", "yes", "for_them", "not_told"), _answers_of_parts)

    def of(row, at):
        asked, answered, yes, for_them = (column(row, name) for name in ("asked", "answered", "yes", "for_them"))
        return {
            "answered": PeopleShare(answered, asked, at),
            "yes": PeopleShare(yes, asked, at, beside=(apart(answered, yes),)),
            "for_them": People(for_them, at, beside=(apart(answered, for_them),)),
            "not_told": People(column(row, "not_told"), at),
        }

    return in_time("MET-18", period, answers.found, of)


def _of_meetings(answers):
    """Everything that the two tiles say of one part, with what is left when one is taken from the other."""
    left = (row for whole, part in LEFT for row in rests(answers, whole, part))
    return (*answers.everywhere("asked", "answered", "yes", "asked_r", "came_r", "yes_r", "yes_came_r"), *left)


def _answers_of_parts(answers, slug):
    asked, same, at = answers.cells("asked", slug), _of_meetings(answers), answers.at
    made = {name: PeopleShare(answers.cells(name, slug), asked, at, apart=(same,)) for name in ("answered", "yes")}
    for name, of in (("for_them", "answered"), ("not_told", "asked")):
        own = (*answers.everywhere(name), *rests(answers, of, name))
        made[name] = People(answers.cells(name, slug), at, apart=(same, own))
    return made


def attendance(period, filter, answers, registers) -> Measure:
    """MET-19, who came, and whether a yes was kept.

    Numerator: people who came among those invited; apart from that, those who had said yes and came. Denominator:
    invitations to meetings in the period whose register is closed; of them, those who said yes. Traps: people who
    came without an invitation stand apart (`walk_ins`); room, online or phone, a person counts once a meeting; a
    register that is still open counts in neither and is reported; an invitation that never arrived counts here
    only if the person came, else this tile less MET-18 would say how many those were. For the same reason a yes
    that was kept is shown only where it gives away neither who came without one nor the answers to open registers.
    """

    if filter:
        measure = of_parts("MET-19", period, (answers, registers), ("came", "kept", "walk_ins"), _register_of_parts)
        closed = dict.fromkeys(("closed", "meetings"), 0)
        if isinstance(period, Named) or period.closed:
            closed = {name: registers.cells(name, period.slug)[registers.at] for name in closed}
    else:
        measure = in_time("MET-19", period, _together(answers.found, registers.found), _register)
        closed = registers.found[period.live]
    measure.now["closed"] = ThingShare(closed["closed"], closed["meetings"])
    return measure


def _together(*found):
    return {span: {name: n for each in found for name, n in each[span].items()} for span in found[0]}


def _register(row, at):
    asked, answered, yes, said_yes, came, kept = (
        column(row, name) for name in ("asked", "answered", "yes", "yes_r", "came_r", "yes_came_r")
    )
    beside = (apart(came, kept), *(apart(each, said_yes) for each in (asked, answered, yes)))
    return {
        "came": PeopleShare(came, column(row, "asked_r"), at),
        "kept": PeopleShare(kept, said_yes, at, beside=beside),
        "walk_ins": People(column(row, "walk_ins"), at),
    }


def _register_of_parts(both, slug):
    answers, registers = both
    same = (_of_meetings(answers),)
    return {
        "came": PeopleShare(answers.cells("came_r", slug), answers.cells("asked_r", slug), answers.at, apart=same),
        "kept": PeopleShare(answers.cells("yes_came_r", slug), answers.cells("yes_r", slug), answers.at, apart=same),
        "walk_ins": People(registers.cells("walk_ins", slug), registers.at, apart=(registers.everywhere("walk_ins"),)),
    }
