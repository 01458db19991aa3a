"""The day's letters on paper: one PDF, a letter a sheet, each with a reply slip to tear off (COM-03).

Words reach typst as data, never as markup, so that nothing a person typed can change the page.
"""

from pathlib import Path

from django.utils import timezone

from members import charity, printing
from members.post import abouts
from members.queries import access, close_people
from members.rules.access import printed_at
from members.words import day

SHEET = Path(__file__).with_name("sheet.typ")
SLIPS = {
    "meeting": ["Yes, I will come", "Yes, by telephone", "I am not sure yet", "No, not this time"],
    "dates": ["I wrote yes, if need be or no beside each date"],
    "opportunity": ["Yes, I would like to", "Tell me more first", "No, not this time"],
}
RING_ME, WRITE_TO_ME = "Please ring me", "Please write to me"
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
                task, names, needs.get(task.person_id, []), again=WRITE_TO_ME if task.person_id in silent else RING_ME
            )
            for task in tasks
        ],
    }
    return printing.draw(SHEET, words=data)


def _sheet(task, names, needs, *, again=RING_ME) -> dict:
    supporter = close_people.supporter_of(task.person) if task.about.startswith(COPY) else None
    person = task.whom
    address = next((c.address for c in person.channels.all() if c.way == "post"), "")
    if task.about.startswith(COPY):  # never to the person's own address by mistake
        address = supporter.address if supporter else ""
    name = supporter.name if supporter else person.name
    lines = [line.strip() for line in address.replace(",", "\n").splitlines() if line.strip()]
    about = names.get(task.about)
    return {
        "name": name,
        "first_name": person.first_name,
        "address": lines[1:] if lines and lines[0].casefold() == name.casefold() else lines,
        "paragraphs": [part.strip() for part in task.script.split("\n\n") if part.strip()],
        "about": about.words if about else task.why,
        "boxes": [*SLIPS.get(task.about.partition(":")[0], ["Yes", "No"]), again],
        "points": printed_at({each.need: each.choice for each in needs}, letter_format=person.letter_format),
    }
