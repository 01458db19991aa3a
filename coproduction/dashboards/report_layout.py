"""A report to the Board from its figures, its words and what people say yes to today: eight parts on two pages."""

from dataclasses import dataclass

from django.urls import reverse

from coproduction.dashboards import report_annex, report_not_done
from coproduction.dashboards.definitions import TITLES
from coproduction.dashboards.report_figures import Figures as Counted
from coproduction.dashboards.report_figures import read
from coproduction.dashboards.report_parts import Bars, Document, Figures, Lines, Part, Quote, Table, Words
from coproduction.dashboards.report_rows import CHANGES, COULD_NOT
from coproduction.dashboards.report_rules import section_of
from meetings.models import Level
from members import charity
from members.permissions import Role
from members.words import day, full_day

FIRST = ("MET-01", "MET-02", "MET-09", "MET-13")
HOW_NEAR = ("MET-04", "MET-05", "MET-03", "MET-06", "MET-07")
IN_THE_ROOM = ("MET-15", "MET-16", "MET-14", "MET-08", "MET-23", "MET-25")
PROMISED = ("MET-10", "MET-11", "MET-24")
HOW_IT_IS = ("MET-20", "MET-12", "MET-21", "MET-17", "MET-18", "MET-19", "MET-22", "MET-27")
NO_STORY = "The group has chosen no story for this report."
NO_PART = "The Advisory Group has not written its part yet."
MOST_LINES = 6  # of what could not be, on the two pages; all of it stands in the pack

LEFT_OUT = "This report does not keep every number: {}. As they are today, and as far as it is safe, they stand on the page All figures."

APPROVERS = {Role.TRUSTEE: "a trustee", Role.BOARD: "the Management Board"}
MOST_SIGNS = 180  # of what is missing behind one figure, on the two pages


@dataclass(frozen=True)
class Source:
    """What a report is laid out from. `report` is None for a copy of figures that nobody has approved."""

    counted: Counted
    report: object = None
    stories: tuple = ()
    could_not: tuple = ()
    changes: tuple = ()
    before: Counted | None = None
    public: bool = False
    promised: tuple = ()  # of a year's report
    named: frozenset = frozenset()  # ids of those whose name may stand in it

    @property
    def leads_on(self):
        """Whether its readers can open the page where the rest stands (`report_rest_views`)."""
        return self.report is not None and not self.public


def source_of(report, *, public=False, named=frozenset(), before=None, now) -> Source:
    """Everything a report shows, read now; five questions, however much it is."""
    counted = read(report.figures)
    return Source(
        counted, report, tuple(report_annex.stories_of(report, public=public, now=now)),
        tuple(report_annex.could_not(counted.could_not, public=public)),
        tuple(report_annex.changes(counted.changes, public=public)), read(before.figures) if before else None, public,
        report_not_done.promised(counted, public=public), named,
    )  # fmt: skip


def lay_out(source: Source) -> Document:
    report, counted = source.report, source.counted
    parts = [_working(source), _changed(source)]
    parts += [report_not_done.part(source)] if counted.not_done else []
    parts += [_near(source), _room(source), _promises(source), _people(source)]
    parts += [_group(source), _sure(source)]
    numbered = [Part(part.title, part.blocks, number) for number, part in enumerate(parts, start=1)]
    return Document(
        title=report.title if report else f"Co-production: {counted.period['words']}",
        state=_state(source),
        cover=_cover(source) if report else [],
        parts=numbered,
        appendix=_appendix(source),
        note=report.change_note if report else "",
    )


def _state(source):
    report, counted = source.report, source.counted
    if report is None:
        of = f", {counted.period['of']}" if counted.period["of"] else ""
        return f"Not approved: figures as they stood on {full_day(counted.counted_at)}{of}."
    if not report.is_approved:
        return f"Draft of version {report.version}: figures as they stood on {full_day(report.counted_at)}. Not approved yet."
    by = _name(source, report.approved_by) or APPROVERS.get(report.approved_as, "the Board")
    return f"Version {report.version}, approved by {by} on {full_day(report.approved_at)}."


def _name(source, person):
    return person.name if person is not None and person.pk in source.named and not source.public else ""


def _cover(source):
    """The cover sheet of a Board paper (REP-07); in the pack for commissioners nobody is named."""
    report = source.report
    rows = [
        ("Period", source.counted.period["words"]),
        ("Author", _name(source, report.author) or ("The coordinator" if report.author else "Made ready by this site")),
        ("Lead", report.lead),
        ("Purpose", report.get_purpose_display()),
        ("Serves our objective", report.objective),
        ("Belongs to the risk", report.risk),
        ("What it means for equality", report.equality),
        ("Looked at before by", report.considered_by),
        ("What the Board is asked to do", report.recommendation),
        ("In a few sentences", report.summary),
        ("What was put right in this version", report.change_note),
    ]
    return [(label, words) for label, words in rows if words]


def _tiles(source, metrics, *, large=False):
    """Those of these measures that were counted, as a block; nothing where none was."""
    counted = source.counted
    found = tuple(counted.tiles[metric] for metric in metrics if metric in counted.tiles)
    return [Figures(found, counted.words, large, _all_figures(source))] if found else []


def _all_figures(source):
    """The live page of the same time, for readers of the charity; what leaves it leads nowhere."""
    return f"{reverse('dashboard_measures')}?period={source.counted.period['slug']}" if source.leads_on else ""


def _working(source):
    start = source.counted.tiles["MET-01"]
    headline = f"From the start: {start.figure} {start.unit}".strip() + f". {start.sentence}"
    return Part("Is involvement working?", [Words(headline), *_tiles(source, FIRST, large=True)])


def _changed(source):
    blocks = []
    for story in source.stories:
        if story.gone:
            blocks.append(Words(story.words, soft=True))
            continue
        blocks += [Words(words) for words in (story.title, story.words) if words]
        blocks += [Quote(story.quote, story.by)] if story.quote else []
        blocks += [Words(f"How we know: {story.how_we_know}", soft=True)] if story.how_we_know else []
    if source.report and not source.stories:
        blocks.append(Words(NO_STORY, soft=True))
    return Part("What changed because of lived experience", blocks)


def _near(source):
    found = source.counted.tiles.get("MET-04")
    names = {f"Activities, {Level(level).label.lower()}": Level(level).label for level in Level.values}
    rows = (
        tuple((names[p.name], int(p.words.replace(",", ""))) for p in found.parts if p.name in names) if found else ()
    )
    bars = [Bars("Activities by level", rows)] if any(count for _, count in rows) else []
    return Part("Strategic and operational, and how near", [*bars, *_tiles(source, HOW_NEAR)])


def _room(source):
    return Part("Who is in the room, and who is not", _tiles(source, IN_THE_ROOM))


def _promises(source):
    blocks = _tiles(source, PROMISED)
    if source.counted.not_done:
        return Part("What we promised", blocks)
    if source.could_not:
        blocks.append(Words("We couldn’t, or not yet, because:"))
        blocks.append(Lines(tuple(_not_done(each) for each in source.could_not[:MOST_LINES])))
        more = len(source.could_not) - MOST_LINES
        blocks += [Words(f"{more} more stand behind these pages.", soft=True)] if more > 0 else []
        blocks += _not_listed(source, COULD_NOT)
    else:
        blocks.append(Words("No answer in this time was no.", soft=True))
    return Part("What we promised, and what we could not do", blocks)


def _not_done(row):
    return (
        (row.said or row.answer, row.reason)
        if row.reason
        else (row.said or report_not_done.SOMETHING, f"{row.answer}.")
    )


def _people(source):
    return Part("How it is for people", _tiles(source, HOW_IT_IS))


def _group(source):
    report = source.report
    group = charity.current().terms.get("Advisory Group", "Advisory Group")
    section = section_of(report) if report else None
    if section:
        blocks = [Words(words) for words in section.words.split("\n") if words.strip()]
    elif report and report.silent_because:
        blocks = [Words(f"The group’s own part is missing. Why: {report.silent_because}")]
    else:
        blocks = [Words(NO_PART, soft=True)]
    return Part(f"From the {group}", blocks)


def _sure(source):
    report, counted = source.report, source.counted
    blocks = []
    for title, words in (("Risks", report.risks), ("What we ask of the Board", report.asks)) if report else ():
        blocks += [Words(f"{title}: {words}")] if words else []
    notes = _notes(counted)
    short = tuple(note for note in notes if len(note[1]) <= MOST_SIGNS)
    blocks += [Words("How sure we are of the figures:"), Lines(short)] if short else []
    if long := [title for title, words in notes if len(words) > MOST_SIGNS]:
        blocks.append(Words(f"More is missing than fits here, and stands behind these pages: {', '.join(long)}."))
    if source.before and (moved := _moved(counted, source.before)):
        blocks.append(Words(f"Counted by another definition than in the report before: {', '.join(moved)}."))
    left = [tile.title for tile in counted.tiles.values() if tile.leaves_out]
    blocks += [Words(LEFT_OUT.format(", ".join(left)), soft=True)] if left and source.leads_on else []
    missing = [TITLES[m] for m in _all() if m in TITLES and m not in counted.tiles]
    blocks += [Words(f"Not counted in this report: {', '.join(missing)}.", soft=True)] if missing else []
    blocks.append(
        Words(
            f"Definitions, version {counted.definitions}, stand behind these pages. {' '.join(counted.suppression)}",
            soft=True,
        )
    )
    return Part("Risks, what we ask, and how sure we are", blocks)


def _notes(counted):
    return tuple((tile.title, tile.quality) for tile in counted.tiles.values() if tile.quality)


def _all():
    return (*FIRST, *HOW_NEAR, *IN_THE_ROOM, *PROMISED, *HOW_IT_IS)


def _moved(counted, before):
    return [TITLES.get(m, m) for m, words in counted.words.items() if m in before.words and before.words[m] != words]


def _not_listed(source, sort):
    """That there are more than the table holds, and where."""
    more = source.counted.more.get(sort)
    if not more:
        return []
    words = f"And {more} more of this time, which are not listed here."
    return [Words(f"{words} {report_not_done.REST}" if source.leads_on else words, soft=True)]


def _appendix(source):
    found = []
    if source.changes:
        rows = tuple(
            (day(each.on), each.said or "Something people said", each.what, each.how_we_know) for each in source.changes
        )
        found.append(
            Part(
                "What is different, and how we know",
                [
                    Table(
                        "What is different, and how we know", ("Since", "Said", "Different now", "How we know"), rows
                    ),
                    *_not_listed(source, CHANGES),
                ],
            )
        )
    if source.could_not:
        rows = tuple(
            (day(each.on), each.said or "Something people said", each.answer, each.reason) for each in source.could_not
        )
        found.append(
            Part(
                "We couldn’t, because",
                [
                    Table("We couldn’t, because", ("Decided", "Said", "Answer", "Because"), rows),
                    *_not_listed(source, COULD_NOT),
                ],
            )
        )
    found += report_not_done.behind(source)
    if long := tuple(note for note in _notes(source.counted) if len(note[1]) > MOST_SIGNS):
        found.append(Part("What is missing behind the figures", [Lines(long)]))
    words = tuple((TITLES.get(metric, metric), text) for metric, text in sorted(source.counted.words.items()))
    found.append(Part(f"Definitions, version {source.counted.definitions}", [Lines(words)]))
    return found
