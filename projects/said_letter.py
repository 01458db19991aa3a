"""What became of what one person said, as one letter to print; in large print for who reads that."""

from pathlib import Path

from members import charity, printing
from members.words import day

SHEET = Path(__file__).with_name("said_letter.typ")


def letter(person, lines, *, large=False, now) -> bytes:
    """The PDF, with its headings tagged for screen readers."""
    facts = charity.current()
    words = {
        "name": person.first_name,
        "lines": [_line(line) for line in lines],
        "charity": {"name": facts.name, "phone": facts.phone},
        "printed": day(now),
        "large": large,
    }
    return printing.draw(SHEET, words=words)


def _line(line):
    it, standing = line.it, line.standing
    place = f"{day(it.said_on)}, about “{it.project.title}”"
    return {"word": line.word, "text": it.text, "place": place, "answer": list(_answer(it, standing, late=line.late))}


def _answer(it, standing, *, late):
    if standing.response is None:
        if late:
            yield f"We promised you an answer by {day(it.reply_by)}. That day has passed. We are sorry."
        else:
            yield f"You get an answer by {day(it.reply_by)}."
        return
    if standing.response.reason:
        yield f"{standing.response.get_answer_display().removesuffix(', because')}. {standing.response.reason}"
    yield f"{standing.response.decided_by} decided it on {day(standing.response.decided_on)}."
    if standing.change is not None:
        yield f"This is different now: {standing.change.what}"
        if standing.change.evidence:
            yield f"How we know: {standing.change.evidence}"
    elif standing.waits_for_a_change:
        yield f"It is not done yet. You hear from us again by {day(it.reply_by)}."
