"""Who needs which paper in which form, what is made and posted, and what is missing. A handful of queries, however many."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Case, Exists, OuterRef, Prefetch, When

from meetings.models import ORIGINAL, Agenda, Answer, Meeting, MeetingState, Paper, PaperCopy, PaperForm, Rsvp
from meetings.paper_forms import ALWAYS, BY_POST, FORMAT_NEEDS, FORMS, due, words_for
from meetings.queries import way_of
from members.models import Person
from members.models.channel import Way
from members.queries import access
from members.rules.access import only_by, way_in_the_end

FORMAT_OF_LETTERS = {"large": ("large_print", ""), "easy": ("easy_read", "")}


@dataclass(frozen=True)
class Reader:
    """One person asked to the meeting: `forms` are (form, choice) of each paper for them; `on` is how it is printed."""

    person: Person
    forms: tuple
    by_post: bool
    on: str = ""


@dataclass
class Cell:
    """One paper in one form: the file if there is one, for how many it is, and who still has no copy of it."""

    paper: Paper
    form: str
    choice: str
    made: PaperForm | None
    readers: list

    @property
    def is_missing(self):
        return self.made is None and (bool(self.readers) or self.form == ORIGINAL)

    @property
    def words(self):
        return words_for(self.form, self.choice)


@dataclass
class Envelope:
    """What goes by post to one person: (paper, words of its forms, posted on or nothing)."""

    reader: Reader
    contents: list = field(default_factory=list)

    @property
    def to_post(self):
        return [paper for paper, _, on, ready in self.contents if on is None and ready]

    @property
    def is_done(self):
        return all(on is not None for _, _, on, _ in self.contents)

    @property
    def waits_for_making(self):
        return any(on is None and not ready for _, _, on, ready in self.contents)


@dataclass
class Table:
    """Papers by forms, as `meetings/papers.html` draws it."""

    meeting: Meeting
    columns: list
    rows: list
    envelopes: list
    readers: list

    @property
    def missing(self):
        return [cell for _, cells in self.rows for cell in cells if cell.is_missing]

    @property
    def unposted(self):
        return [each for each in self.envelopes if not each.is_done]

    @property
    def is_complete(self):
        return bool(self.rows) and not self.missing and not self.unposted

    @property
    def first_day(self):
        """By when the words must be final: the slowest form says so."""
        return min((column["due"].text_by for column in self.columns if column["readers"]), default=None)


def readers_of(meeting) -> list[Reader]:
    """Everybody asked who has not said no, with the forms they need; two queries."""
    rsvps = Rsvp.objects.filter(meeting=meeting).standing().exclude(answer=Answer.NO)
    rsvps = rsvps.filter(person__died_on=None).annotate(way=way_of(OuterRef("person")))
    rsvps = list(rsvps.select_related("person").defer("different").in_order())
    needs = access.needs_of_many(rsvp.person_id for rsvp in rsvps)
    return [_reader(rsvp, needs.get(rsvp.person_id, [])) for rsvp in rsvps]


def _reader(rsvp, needs) -> Reader:
    formats = [need for need in needs if need.need in FORMAT_NEEDS]
    forms = tuple((need.need, need.choice) for need in formats if need.need in FORMS)
    forms = forms or (FORMAT_OF_LETTERS.get(rsvp.person.letter_format, (ORIGINAL, "")),)
    on = next((need.flag for need in formats if need.need == "coloured_paper"), "")
    way = way_in_the_end(rsvp.way, only_by({need.need for need in needs}))
    posted = way == Way.POST or any(need.need in BY_POST for need in formats)
    return Reader(rsvp.person, forms, posted, on)


def papers_of(meeting) -> list[Paper]:
    """All papers with their forms and files; two queries."""
    place = Case(*(When(form=slug, then=at) for at, slug in enumerate(FORMS)), default=99)
    forms = PaperForm.objects.select_related("kept").order_by(place, "choice", "pk")  # the original first
    return list(
        Paper.objects.filter(meeting=meeting).select_related("item").prefetch_related(Prefetch("forms", forms)).in_order()
    )  # fmt: skip


def table(meeting) -> Table:
    """Papers by forms, who needs them, and the envelopes; five queries however many."""
    papers, readers = papers_of(meeting), readers_of(meeting)
    wanted = defaultdict(list)
    for reader in readers:
        for each in reader.forms:
            wanted[each].append(reader)
    columns = [_column(meeting, each, wanted[each]) for each in _columns(papers, wanted)]
    rows = [(paper, [_cell(paper, column) for column in columns]) for paper in papers]
    return Table(meeting, columns, rows, _envelopes(papers, readers), readers)


def _cell(paper, column) -> Cell:
    form, choice = column["form"], column["choice"]
    made = next((each for each in paper.forms.all() if (each.form, each.choice) == (form, choice)), None)
    return Cell(paper, form, choice, made, column["readers"])


def _columns(papers, wanted) -> list[tuple]:
    """The four slots of every paper, the sizes and forms somebody needs, and those that are there already."""
    made = {(each.form, each.choice) for paper in papers for each in paper.forms.all()}
    asked = {key for key, readers in wanted.items() if readers}
    sized = any(form == "large_print" and choice for form, choice in asked | made)
    always = [key for key in ALWAYS if not (sized and key == ("large_print", "") and key not in asked | made)]
    place = {slug: at for at, slug in enumerate(FORMS)}
    return sorted({*always, *asked, *made}, key=lambda key: (place.get(key[0], 99), key[1]))


def _column(meeting, key, readers) -> dict:
    form, choice = key
    days = due(meeting, form, posted=any(reader.by_post for reader in readers))
    return {"form": form, "choice": choice, "words": words_for(form, choice), "readers": readers, "due": days}


def _envelopes(papers, readers) -> list[Envelope]:
    """For each person who gets papers by post: what is in it, and whether it was posted since it was made; one query."""
    by_post = [reader for reader in readers if reader.by_post]
    if not by_post or not papers:
        return []
    copies = {(copy.paper_id, copy.person_id): copy for copy in PaperCopy.objects.filter(paper__in=papers)}
    envelopes = []
    for reader in by_post:
        envelope = Envelope(reader)
        for paper in papers:
            made = {(each.form, each.choice): each for each in paper.forms.all()}
            files = [made.get(each) for each in reader.forms]
            copy = copies.get((paper.pk, reader.person.pk))
            ready = all(files)
            counts = copy is not None and ready and all(copy.marked_at >= each.made_at for each in files)
            words = " and ".join(words_for(*each) for each in reader.forms)
            envelope.contents.append((paper, words, copy.posted_on if counts else None, ready))
        envelopes.append(envelope)
    return envelopes


def are_complete(meeting) -> bool:
    """Whether somebody said that the papers are complete, and nothing has changed since: a step of the month's clock."""
    return Agenda.objects.filter(meeting=meeting, papers_complete_at__isnull=False).exists()


def for_person(meeting, person) -> list[tuple]:
    """(paper, [its forms for this person that are made]) of one meeting, in order; for letters. Four queries."""
    rsvp = Rsvp.objects.filter(meeting=meeting, person=person).standing().defer("different")
    rsvp = rsvp.annotate(way=way_of(OuterRef("person"))).select_related("person").first()
    papers = papers_of(meeting)
    if rsvp is None or not papers:
        return []
    reader = _reader(rsvp, access.needs_of_many([rsvp.person_id]).get(rsvp.person_id, []))
    found = []
    for paper in papers:
        made = {(each.form, each.choice): each for each in paper.forms.all()}
        found.append((paper, [made[each] for each in reader.forms if each in made]))
    return found


def not_complete(actor, *, now, until):
    """Published meetings up to then whose papers this actor keeps and nobody has called complete; only where there are papers."""
    meetings = Meeting.objects.visible_to(actor).filter(state=MeetingState.PUBLISHED)
    if not actor.knows_everybody:
        meetings = meetings.filter(team_id__in=actor.team_ids) | meetings.filter(lead_id__in=actor.looks_after)
    done = Agenda.objects.filter(meeting=OuterRef("pk"), papers_complete_at__isnull=False)
    some = Paper.objects.filter(meeting=OuterRef("pk"))
    found = meetings.filter(Exists(some), starts_at__gt=now, starts_at__lte=until).exclude(Exists(done))
    return found.order_by("starts_at", "pk")
