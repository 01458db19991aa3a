"""What people said of a conference or away day, and how many came: protected, and only as much as is safe (domain 5.4)."""

from collections import Counter
from dataclasses import dataclass

from coproduction.dashboards.disclosure import THRESHOLD, WITHHELD, protect
from coproduction.dashboards.figures import People, PeopleShare, Table
from meetings.models import EvaluationAnswer, EvaluationSheet
from meetings.models.evaluation import SCALE

TOO_FEW = "Nothing is shown before five sheets are in."
STILL_OPEN = (  # two looks would give away the answer that came between them (SUPP-07)
    "Answers can still be handed in. They are shown once that is closed, so that nobody can see whose came last."
)


@dataclass(frozen=True)
class Answers:
    """One question as it may be shown: `rows` of (words, number or None), or `words` that people wrote; else `why`."""

    question: str
    rows: tuple = ()
    words: tuple = ()
    why: str = ""


@dataclass(frozen=True)
class Returned:
    """How many sheets came back, and by which way."""

    total: object
    paper: int | None
    online: int | None


@dataclass(frozen=True)
class Numbers:
    """Who came: people with lived experience are counted as people, not as ticks."""

    registered: object
    came: object
    with_experience: object


def returned(gathering) -> Returned:
    """Sheets handed in. Where one way is about very few people, neither is shown."""
    ways = Counter(gathering.evaluation_sheets.values_list("way", flat=True))
    paper, online = ways[EvaluationSheet.Way.PAPER], ways[EvaluationSheet.Way.ONLINE]
    shown = protect(Table((paper, online), sensitive=False))
    cells = (None, None) if shown.is_withheld else shown.cells
    return Returned(protect(People((paper + online,))), *cells)


def answers(gathering, *, with_words) -> list[Answers]:
    """Each question by itself, never two together. Words only for those who run the day, and only of five or more."""
    sheets = gathering.evaluation_sheets.count()
    questions = list(gathering.evaluation_questions.all())
    if sheets < THRESHOLD:
        return []
    given = EvaluationAnswer.objects.filter(question__in=questions).values_list("question", "value", "words")
    values, words = {}, {}
    for question, value, said in given.order_by("id"):
        if value is None:
            words.setdefault(question, []).append(said)
        else:
            values.setdefault(question, Counter())[value] += 1
    found = []
    for each in questions:
        if each.sort == each.Sort.SCALE:
            found.append(_scale(each, values.get(each.pk, Counter()), sheets))
        elif with_words:
            said = words.get(each.pk, [])
            enough = len(said) >= THRESHOLD
            found.append(Answers(each.words, words=tuple(said) if enough else (), why="" if enough else WITHHELD))
    return found


def _scale(question, counted, sheets):
    cells = [counted[value] for value, _ in SCALE]
    labels = [*(label for _, label in SCALE), "Left out"]
    shown = protect(Table((*cells, max(0, sheets - sum(cells)))))
    if shown.is_withheld:
        return Answers(question.words, why=shown.why)
    return Answers(question.words, rows=tuple(zip(labels, shown.cells, strict=True)), why=shown.why)


def numbers(gathering) -> Numbers:
    """Registered, came (those nobody wrote down are among them), and of these with lived experience."""
    registered = gathering.registrations.coming().count()
    came = gathering.registrations.came()
    total = came.count() + gathering.others
    experienced = came.as_all("lived_experience").count() + gathering.others_le
    return Numbers(
        registered=protect(People((registered,))),
        came=protect(People((total,))),
        with_experience=protect(PeopleShare((experienced,), (total,))),
    )
