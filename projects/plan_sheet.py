"""The plan on paper, in ordinary or large print."""

from pathlib import Path

from members import charity, printing
from members.words import full_day
from projects import quarters

SHEET = Path(__file__).with_name("plan_sheet.typ")


def sheet(plan, rows, counts, *, large, now) -> bytes:
    """The PDF of a plan and its goals (`queries.plan.Line`), with headings tagged for screen readers."""
    facts = charity.current()
    words = {
        "title": plan.title,
        "from_to": f"{full_day(plan.starts_on)} to {full_day(plan.ends_on)}",
        "counts": counts,
        "size": 18 if large else 11,
        "goals": [_goal(row) for row in rows],
        "charity": {"name": facts.name, "phone": facts.phone},
        "printed": full_day(now),
    }
    return printing.draw(SHEET, words=words)


def _goal(row):
    goal = row.it
    return {
        "aim": goal.aim,
        "theme": goal.theme,
        "action": goal.action,
        "who": row.who,
        "due": full_day(goal.due_on),
        "know": goal.how_we_know,
        "state": row.state + (f", {full_day(goal.ended_on)}" if goal.ended_on else ""),
        "why": goal.why,
        "words": [
            {
                "quarter": quarters.in_words(word.quarter),
                "text": word.text if word.progress else f"No progress, because: {word.text}",
            }
            for word in row.words
        ],
    }
