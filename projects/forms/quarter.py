"""The quarter's two minutes: what the team began, what took place, how many it is; and who answers for it."""

from datetime import date

from django import forms

from members.models import Person
from members.web import TableForm
from members.words import MONTHS
from projects import quarters
from projects.actions.quarter import Start
from projects.forms.plan import STAFF, with_role
from projects.models import Stage
from projects.queries.same_project import alike

ROWS = 6
AT_FIRST = 1  # row that stands open; the others are behind "More"
STAGES = [("", "Not sure"), *Stage.choices]
ANOTHER = "new"
MOST = 2000


def _number(label, hint=""):
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, help_text=hint)


class QuarterForm(TableForm):
    """`known` fills in what need not be asked. A title that may be on the register is asked about before it is put there."""

    staff = _number("How many work in your team?", "Everybody you pay, part-time people too.")
    trained = _number("How many of them are trained in co-production?", "Training that is still in date.")
    panels_held = _number("How many interview panels did your team hold?", "All in all, with those the log knows.")
    panels_with = _number("In how many did people with lived experience sit?")
    governance_held = _number(
        "How many meetings did your team hold where things are decided?",
        "A committee, or with those who pay for our work. Only what your team called, with those the log knows.",
    )
    governance_with = _number("In how many did people with lived experience sit at the table?")

    def __init__(self, *args, quarter, known, **kwargs):
        super().__init__(*args, **kwargs)
        self.quarter, self.known = quarter, known
        for project, logged in known.projects:
            if not logged:
                self.fields[f"said_{project.pk}"] = forms.BooleanField(
                    label=f"{project.title}: people with lived experience were in it", required=False
                )
        self._rows_of_starts()

    def _rows_of_starts(self):
        months = [quarters.first_month(self.quarter, nth) for nth in range(3)]
        choices = [(first.isoformat(), MONTHS[first.month - 1]) for first in months]
        for n in range(1, ROWS + 1):
            self.fields |= {
                f"title_{n}": forms.CharField(label="What is it called?", max_length=120, required=False),
                f"month_{n}": forms.ChoiceField(label="In which month did it begin?", choices=choices, required=False),
                f"stage_{n}": forms.TypedChoiceField(
                    label="How far along is it?", choices=STAGES, coerce=int, empty_value=None, required=False
                ),
                f"people_{n}": forms.BooleanField(label="People with lived experience were in it", required=False),
            }
            self.fields[f"title_{n}"].widget.attrs["maxlength"] = 120
        self.maybe = alike({title for n in range(1, ROWS + 1) if (title := self._typed(n))}) if self.is_bound else {}
        for n in range(1, ROWS + 1):
            if same := self.maybe.get(self._typed(n) if self.is_bound else ""):
                self.fields[f"same_{n}"] = forms.ChoiceField(
                    label="Is it one of these? They are on our list already.",
                    choices=[*((str(each.pk), _words(each)) for each in same), (ANOTHER, "No, it is another one")],
                    widget=forms.RadioSelect,
                    error_messages={"required": f"Please say whether “{self._typed(n)}” is one we have already."},
                )
        self.order_fields([name for n in range(1, ROWS + 1) for name in self._names(n)])

    @staticmethod
    def _names(n):
        return [f"{name}_{n}" for name in ("title", "same", "month", "stage", "people")]

    def _typed(self, n):
        return " ".join((self.data.get(f"title_{n}") or "").replace("\x00", "").split())[:120]

    def rows(self):
        """(the boxes of one project, whether it stands open), for the page."""
        return [
            ([self[name] for name in self._names(n) if name in self.fields], n <= AT_FIRST or bool(self._typed(n)))
            for n in range(1, ROWS + 1)
        ]

    @property
    def open_rows(self):
        return [boxes for boxes, is_open in self.rows() if is_open]

    @property
    def folded_rows(self):
        return [boxes for boxes, is_open in self.rows() if not is_open]

    @property
    def said_boxes(self):
        return [self[f"said_{project.pk}"] for project, logged in self.known.projects if not logged]

    @property
    def starts(self):
        return [self._start(n) for n in range(1, ROWS + 1) if self._typed(n)]

    def _start(self, n):
        data, title = self.cleaned_data, self._typed(n)
        chosen = data.get(f"same_{n}") or ANOTHER
        return Start(
            title=title,
            started_on=date.fromisoformat(data.get(f"month_{n}") or self.quarter.isoformat()),
            stage=data.get(f"stage_{n}"),
            with_people=data.get(f"people_{n}", False),
            same=next((each for each in self.maybe.get(title, ()) if str(each.pk) == chosen), None),
        )

    @property
    def answer(self):
        """What the action takes."""
        names = ("staff", "trained", "panels_held", "panels_with", "governance_held", "governance_with")
        said = [project for project, _ in self.known.projects if self.cleaned_data.get(f"said_{project.pk}")]
        return {name: self.cleaned_data[name] for name in names} | {"starts": self.starts, "said": said}


def _words(project):
    when = f"{MONTHS[project.started_on.month - 1]} {project.started_on.year}"
    return f"“{project.title}”, {project.team}, which began in {when}"


def begin(known, answer, said) -> dict:
    """What stands in the boxes at first: the team's own answer, else what is known, or the log where it holds more."""
    held = known.held
    found = {"staff": answer.staff if answer else known.staff, "trained": answer.trained if answer else known.trained}
    for sort in ("panels", "governance"):
        most = held[sort].or_more(getattr(answer, f"{sort}_held", 0), getattr(answer, f"{sort}_with", 0))
        found |= {f"{sort}_held": most.held, f"{sort}_with": most.with_people}
    return found | {f"said_{pk}": True for pk in said}


class TeamLeadForm(TableForm):
    """Who answers for a team."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label="Who answers for this team?", required=False, empty_label="Nobody yet",
        help_text="Once a quarter they are asked for two minutes. It gives them no other right.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = with_role(*STAFF)
