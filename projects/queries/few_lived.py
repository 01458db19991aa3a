"""What the top of the charity reads of how many people with lived experience stood where: nothing while they are few.

Organisations and others have a line each, so the counts of all less those lines would be the counts of people with lived
experience; and one line each would be their counts as well. Rather too much is hidden here than something clever done.
"""

from members.rules.fewest import fewest
from projects.queries.agreeing import Standing, came_after

FEWEST_ASKED = 10  # SUPP-03


def tells_all(standing: Standing) -> bool:
    """Whether the counts of all hold nobody with lived experience: those beside an organisation are not among them."""
    return all(each.voice.is_beside for each in standing.heard if each.voice.lived_experience)


def tells_lived(standing: Standing) -> bool:
    """Whether they are many, no number among theirs is of few, and they are not of one mind. Whoever came late or let an
    objection go stands elsewhere on another page, and one page less the other would be them."""
    heard, line = [each for each in standing.heard if each.voice.lived_experience], standing.lived
    if any(each.let_go or (each.position and came_after(standing.decision, each.position.given_at)) for each in heard):
        return False
    cells = [count for _, count in line.counts if count]
    cells += [count for count in (line.taking_back, line.silent, line.answered - sum(cells)) if count]
    return line.voices >= max(FEWEST_ASKED, fewest()) and len(cells) > 1 and min(cells) >= fewest()
