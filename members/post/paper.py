"""The day's letters on paper: one PDF, a letter a sheet, each with a reply slip to tear off (COM-03).

Words reach typst as data, never as markup, so that nothing a person typed can change the page.
"""

from pathlib import Path

from django.utils import timezone

from members import charity, printing
from members.post import abouts, tidying
from members.queries import access, close_people
from members.rules.access import printed_at
from members.words import day

SHEET = Path(__file__).with_name("sheet.typ")
RING_ME, WRITE_TO_ME = "Please ring me", "Please write to me"
BOX, LINE = "[ ] ", "____"
NOTHING_ASKED = f"Something I would like to tell you:\n{LINE}"
COPY = "copy:"  # what a supporter's copy is about


def letters_pdf(tasks, *, now) -> bytes:
    """One PDF with a sheet or more for each task."""
    facts, names = charity.current(), abouts.of(task.about for task in tasks)
    people = {task.person_id for task in tasks if task.person_id}
    needs, silent = access.needs_of_many(people), access.who_never_rings(people)
    data = {
        "charity": {"name": facts.name, "address": facts.address, "phone": facts.phone, "hours": facts.hours},
        "date": day(timezone.localdate(now)),
        "letters": [
            _sheet(
                task,
                names,
                needs.get(task.person_id, []),
                now=now,
                again=WRITE_TO_ME if task.person_id in silent else RING_ME,
            )
            for task in tasks
        ],
    }
    return printing.draw(SHEET, words=data)


def _slip(task, *, now) -> str:
    """What this kind of letter asks, in its own words; a copy for somebody else asks nothing."""
    if task.letter is None or task.letter.is_sensitive or task.about.startswith(COPY):
        return NOTHING_ASKED
    rendered = tidying.rendered_anew(task.letter, now=now)
    return rendered.slip.strip() or NOTHING_ASKED if rendered else NOTHING_ASKED


def _row(line) -> dict:
    """Boxes beside each other, a line to write on, or words."""
    if line.startswith(BOX):
        return {"boxes": [words.strip() for words in line.split(BOX) if words.strip()]}
    return {"line": True} if line.strip() == LINE else {"words": line.strip()}


def _sheet(task, names, needs, *, now, again=RING_ME) -> dict:
    supporter = close_people.supporter_of(task.person) if task.about.startswith(COPY) else None
    person = task.whom
    address = next((c.address for c in person.channels.all() if c.way == "post"), "")
    if task.about.startswith(COPY):  # never to the person's own address by mistake
        address = supporter.address if supporter else ""
    name = supporter.name if supporter else person.name
    lines = [line.strip() for line in address.replace(",", "\n").splitlines() if line.strip()]
    about = names.get(task.about)
    slip = _slip(task, now=now)
    return {
        "name": name,
        "first_name": person.first_name,
        "address": lines[1:] if lines and lines[0].casefold() == name.casefold() else lines,
        "paragraphs": [part.strip() for part in task.script.split("\n\n") if part.strip()],
        "about": about.words if about else task.why,
        "may-ring": again == RING_ME,  # whoever asked never to be rung reads no number to ring under the slip either
        "slip": [_row(line) for line in [*slip.splitlines(), BOX + again]],
        "points": printed_at({each.need: each.choice for each in needs}, letter_format=person.letter_format),
    }
