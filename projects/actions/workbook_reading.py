"""One row of a workbook as the facts of an entry, or the sentence that keeps it out."""

from django.utils import timezone

from meetings.models import Kind
from members.models import Team
from members.permissions import Actor, Role
from members.rules import Refused
from members.rules.cells import Wrong
from projects import rules
from projects import workbook_cells as cells_of
from projects import workbook_columns as columns
from projects import workbook_days as days_of
from projects.models import LogImportRow, Project, Stage
from projects.models.log_import import RowFate
from projects.queries.names_in import PeopleKnown

LONGEST_TITLE, LONGEST_NOTES = 160, 4000
NOT_TEXT = "\x00"
UNNAMED = "Involvement"


class Reader:
    """Reads rows; made once for a whole workbook."""

    def __init__(self, log_import, *, now):
        self.log_import, self.now, self.today = log_import, now, timezone.localdate(now)
        person = log_import.brought_by
        actor = Actor(person=person, role=Role.COORDINATOR) if person else None
        self.known = PeopleKnown.to(actor)
        self.kinds = {word.casefold(): kind for kind in Kind.objects.all() for word in (kind.slug, kind.name)}
        self.teams = {team.name.casefold(): team.pk for team in Team.objects.all()}
        projects = Project.objects.visible_to(actor) if actor else Project.objects.all()
        self.projects = {title.casefold(): pk for pk, title in projects.order_by("-pk").values_list("pk", "title")}
        self.stages = {stage.label.casefold(): stage.value for stage in Stage} | {str(s.value): s.value for s in Stage}

    def fate_of(self, sheet_no, sheet, number, cells):
        """(its row, what it says) of one row."""
        line = LogImportRow(
            log_import=self.log_import, sheet_no=sheet_no, sheet=sheet["title"], number=number, fate=RowFate.LEFT_OUT
        )
        given = columns.by_target(cells, sheet["headings"], self.log_import.mapping)
        if columns.is_total(cells):
            line.why = "A total."
        elif columns.is_headings(cells, sheet["headings"]):
            line.why = "The headings once more."
        elif not given.keys() & {"title", "kind", "people", "people_le", "staff"}:
            line.why = "A title or a sum, not an entry."
        else:
            try:
                if any(NOT_TEXT in cell for cell in cells):
                    raise Wrong("it holds signs that are not text")
                row = self.read(given, sheet)
            except (Wrong, Refused) as no:
                words = str(no).rstrip(".")
                line.fate, line.why = RowFate.REFUSED, f"{line.where}: {words}."[:400]
            else:
                line.fate, line.why = RowFate.NEW, " ".join(row.pop("left_out"))[:400]
                return line, row
        return line, None

    def read(self, given, sheet):
        """One row as facts. Raises Wrong or Refused with what keeps it out."""
        left_out = []
        first, last = days_of.days(" ".join(given.get("date", [""])), year=sheet["year"] and tuple(sheet["year"]))
        if "end" in given:
            last = days_of.days(given["end"][0], year=sheet["year"] and tuple(sheet["year"]))[1]
        rules.check_window(first, last)
        if last > self.today:
            raise Wrong(f"the day has not come yet ({last:%-d %B %Y})")
        kind = self._kind(given)
        if kind is None:
            left_out.append("Kind left open.")
        title = [*given.get("title", []), *given.get("kind", []), kind.name if kind else UNNAMED][0].replace("\n", " ")
        minutes = self._minutes(given, left_out)
        rules.check_minutes(minutes)
        heads = self._heads(given)
        rules.check_heads(heads.others, heads.others_le)
        return {
            "first": str(first), "last": str(last), "kind": kind.pk if kind else None, "title": title[:LONGEST_TITLE],
            "notes": "\n".join(given.get("notes", []))[:LONGEST_NOTES], "minutes": minutes, "names": heads.names,
            "others": [heads.others, heads.others_le], "team": self._one_of(self.teams, given, "team", left_out),
            "project": self._one_of(self.projects, given, "project", left_out),
            "stage": self._one_of(self.stages, given, "stage", left_out), "left_out": left_out,
        }  # fmt: skip

    def _kind(self, given):
        """From its own column, else from what it was called, else what the coordinator said."""
        for words in (*given.get("kind", []), *given.get("title", [])):
            words = words.casefold()
            if words in self.kinds:
                return self.kinds[words]
            near = {
                kind.pk: kind
                for name, kind in self.kinds.items()
                if name in words or (len(words) > 4 and words in name)
            }
            if len(near) == 1:
                return near.popitem()[1]
        return self.log_import.kind

    def _minutes(self, given, left_out):
        for target, unit in (("hours", 60), ("minutes", 1)):
            if target in given:
                try:
                    return cells_of.minutes(given[target][0], unit=unit)
                except cells_of.Unread as no:
                    left_out.append(f"Time left open: {no}.")
        return None

    def _heads(self, given):
        heads = cells_of.Heads()
        for column in ("people", "people_le", "staff"):
            for cell in given.get(column, []):
                cells_of.people(cell, column=column, into=heads)
        le = cells_of.heads(given.get("others_le", [""])[0], what=columns.TARGETS["others_le"])
        others = cells_of.heads(given.get("others", [""])[0], what=columns.TARGETS["others"])
        heads.others += max(others, le) if "others" not in given else others
        heads.others_le += le
        return heads

    def _one_of(self, known, given, target, left_out):
        if target not in given:
            return None
        words = given[target][0].casefold()
        near = (
            [known[words]] if words in known else [v for name, v in known.items() if len(words) > 4 and words in name]
        )
        if len(set(near)) == 1:
            return near[0]
        left_out.append(f"{columns.TARGETS[target]} left open: we know none called “{given[target][0][:60]}”.")
        return None

    def names(self, rows):
        """{sort key: {said, rows, people, answer}} of every name; a certain one is answered already."""
        names = {}
        for row in rows:
            for said, key, _ in row["names"]:
                if key not in names:
                    certain = self.known.certain(key)
                    people = [] if certain else self.known.perhaps(key)
                    names[key] = {"said": said, "rows": 0, "people": people, "answer": str(certain) if certain else ""}
                names[key]["rows"] += 1
        return names
