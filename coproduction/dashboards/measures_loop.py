"""What came of what people said (MET-09 to 11). One function a measure; its docstring is its definition."""

from coproduction.dashboards.counting_together import only
from coproduction.dashboards.figures import Days, Measure, Things, ThingShare
from projects.models import NOT_DONE, YES, Answer


def twice(metric, found, of) -> Measure:
    """Figures of the period and, where there is one, of the period before."""
    return Measure(metric, of(found.now), of(found.before) if found.before else {})


def loop_closure(found) -> Measure:
    """MET-09, promises kept ("You said, we did").

    Numerator: of the things people said whose answer was promised for a day in the period that is over, those where
    everybody who wants to hear has been told what became of it; `in_time` on that day or before. Denominator: all whose
    promised day in the period is over. Also the middle of the days from when it was said until the last one was told.
    Traps: *decided* is not *told* (`decided`: answered, and somebody still waits to hear); a thank-you and "how far it
    is" tell nobody what became of it; told to three of five is not told; whoever died or would rather not hear is not
    waited for; what was told later than the period counts from then on; what is not due yet is in neither number.
    """

    def of(rows):
        row = only(rows["promised"])
        return {
            "told": ThingShare(row["told"], row["due"]),
            "in_time": ThingShare(row["in_time"], row["due"]),
            "decided": Things(row["decided"]),
            "days": Days(row["days"]),
        }

    return twice("MET-09", found, of)


def never_told(found) -> Measure:
    """MET-10, never told.

    Numerator: things people said more than 90 days before the last day of the period, of which by that day nobody had
    been told anything. Denominator: all said more than 90 days before that day, however long ago. Traps: a thank-you is
    no telling, "how far it is" is one; where nobody who said it wants to hear, or can, it is in neither number; a
    telling after the period does not count for it.
    """

    def of(rows):
        row = only(rows["untold"])
        return {"never": ThingShare(row["never"], row["old"])}

    return twice("MET-10", found, of)


def change_rate(found) -> Measure:
    """MET-11, what changed.

    Numerator: of the things people said that were answered in the period, those answered *yes* or *partly* where
    something is different, still is, and somebody wrote down how we know. Denominator: all that were answered in the
    period. Beside it, how many answers there were of each sort. Traps: no target, and a low share is honest; only the
    last answer to each counts, by the day it was decided; a change without its evidence does not count; a change to
    something we said no to, or that was happening already, does not either. What could not be, with its reason, stands
    beside the figure as far as it is public (`measures_all.could_not`).
    """

    def of(rows):
        by_answer = {row["answer"]: row for row in rows["answers"]}
        counts = {answer: by_answer.get(answer, {"n": 0, "changed": 0}) for answer in Answer.values}
        return {
            "changed": ThingShare(
                sum(counts[answer]["changed"] for answer in YES), sum(c["n"] for c in counts.values())
            ),
            "yes": Things(sum(counts[answer]["n"] for answer in YES)),
            "not_done": Things(sum(counts[answer]["n"] for answer in NOT_DONE)),
            **{answer: Things(counts[answer]["n"]) for answer in Answer.values},
        }

    return twice("MET-11", found, of)
