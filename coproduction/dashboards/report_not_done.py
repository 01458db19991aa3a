"""What a year's report says that we did not do: no, and why; promised, and not there yet; no answer; who has not been told.

Like all of a report, what is counted holds numbers of rows and a digest of their words, and the words are read when somebody
opens it (`report_annex`). A number of people goes through `protect` like everywhere.
"""

from django.db.models import Exists, OuterRef

from coproduction.dashboards import report_annex, report_rows
from coproduction.dashboards.disclosure import protect
from coproduction.dashboards.figures import People
from coproduction.dashboards.report_parts import Lines, Part, Table, Words
from coproduction.dashboards.report_rows import answered
from coproduction.dashboards.spans import BEGINNING, Span
from coproduction.dashboards.wording import number
from members.words import day, plural
from projects.models import Answer, Contribution, Response
from projects.queries import loop

TITLE = "What we did not do"
MOST_LINES = 12  # of each sort in the part itself; all of them stand behind it
SOMETHING = "Something people said"
REST = "They stand with this report on our site."


def of_year(span, *, day) -> dict:
    """What stood open on the day it was counted, of this year and of those before. Things are exact, people protected."""
    until = Span(BEGINNING, span.last)
    known = Contribution.objects.open_on(day).filter(noted_at__date__lte=day)  # not what was typed in later
    said = known.filter(said_on__lte=span.last)
    open_ = known.filter(pk__in=answered(until, Answer.values, day=day).values("contribution"))
    decided = Response.objects.filter(contribution=OuterRef("pk"), decided_on__lte=day)
    waits, whom = 0, set()
    for each in loop.with_all(open_.order_by("pk"), day=day).iterator(chunk_size=report_rows.MOST):
        waiting = {who.person_id for who in loop.standing_of(each).waiting}
        waits, whom = waits + bool(waiting), whom | waiting
    people = protect(People((len(whom),)))
    return {
        **report_rows.listed(report_rows.PROMISED, span, day=day),
        "unanswered": said.exclude(Exists(decided)).count(),
        "waits": waits,
        "people": {"words": number(people), "why": people.why if people.is_hidden else ""},
    }


def part(source) -> Part:
    """The report's own part of it, in plain words, with its reason in front of every line."""
    kept = source.counted.not_done
    blocks = _list("We couldn’t, or not yet, because:", source.could_not, none="No answer in this year was no.")
    blocks += _list(
        "We said yes, and it is not there yet:",
        source.promised,
        none="Everything we said yes to until then is there.",
    )
    if more := kept.get("promised_more"):
        words = f"Promised as well, and not listed: {plural(more, 'thing,things')}."
        blocks.append(Words(f"{words} {REST}" if source.leads_on else words, soft=True))
    blocks += [Words(sentence) for sentence in (_unanswered(kept["unanswered"]), *_untold(kept))]
    return Part(TITLE, blocks)


def _list(title, rows, *, none):
    if not rows:
        return [Words(none, soft=True)]
    blocks = [Words(title), Lines(tuple((each.said or SOMETHING, _because(each)) for each in rows[:MOST_LINES]))]
    more = len(rows) - MOST_LINES
    return [*blocks, Words(f"{more} more stand behind these pages.", soft=True)] if more > 0 else blocks


def _because(row):
    return f"{row.answer}, {day(row.on)}." + (f" {row.reason}" if row.reason else "")


def _unanswered(count):
    if not count:
        return "Everything people said until then has been answered."
    return f"Said until then, and not answered yet: {plural(count, 'thing,things')}."


def _untold(kept):
    if not kept["waits"]:
        return ["Everybody who wanted to hear what was decided until then has been told."]
    people = kept["people"]
    told = f"Decided, and somebody still waits to hear of it: {plural(kept['waits'], 'thing,things')}. People who wait: {people['words']}."
    return [told, *filter(None, [people["why"]])]


def behind(source):
    """All of what was promised, as a table behind the pages."""
    if not source.promised:
        return []
    title = "Promised, and not there yet"
    rows = tuple((day(each.on), each.said or SOMETHING, each.answer, each.reason) for each in source.promised)
    return [Part(title, [Table(title, ("Decided", "Said", "Answer", "Because"), rows)])]


def promised(counted, *, public):
    """In words, as far as people say yes to them today."""
    return tuple(report_annex.could_not(counted.not_done.get("promised", []), public=public))
