"""Beginning a look at ourselves, scoring alone, scoring together, and how often it comes round."""

from django import forms

from members.permissions import Role
from members.web import DayInput, TableForm
from projects.forms.plan import STAFF, with_role
from projects.models import SCORES
from projects.queries.frameworks import frameworks

EMPTY = ("", "I would rather not say, or I do not know")


def _standards():
    return [each for each in frameworks() if each.sort == each.Sort.STANDARDS]


class BeginForm(TableForm):
    """By which standards, for which year, and until when each scores alone."""

    framework = forms.ChoiceField(label="By which standards?")
    year = forms.IntegerField(label="For which year?", min_value=1994, max_value=2100)
    opens_on = forms.DateField(label="From which day does each score alone?", widget=DayInput)
    closes_on = forms.DateField(
        label="Until which day?", widget=DayInput, help_text="Sheets of paper have to be typed in by then as well."
    )
    meeting = forms.ModelChoiceField(
        None, label="At which meeting do we score together?", required=False, empty_label="Not known yet"
    )

    def __init__(self, *args, meetings, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {str(each.pk): each for each in _standards()}
        self.fields["framework"].choices = [(pk, str(each)) for pk, each in self.known.items()]
        self.fields["meeting"].queryset = meetings

    def clean_framework(self):
        return self.known[self.cleaned_data["framework"]]


class ChangeForm(BeginForm):
    """Its last day, and the meeting."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("framework", "year", "opens_on"):
            del self.fields[name]


class OwnScoreForm(TableForm):
    """One number for each standard, or none."""

    def __init__(self, *args, items, own=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = list(items)
        for item in self.items:
            self.fields[f"item_{item.pk}"] = forms.TypedChoiceField(
                label=f"{item.name}: {item.words}", choices=[*((v, f"{v}: {w}") for v, w in reversed(SCORES)), EMPTY],
                coerce=int, empty_value=None, required=False, widget=forms.RadioSelect,
                initial=(own or {}).get(item.pk, ""),
            )  # fmt: skip

    @property
    def scores(self):
        return {item: self.cleaned_data.get(f"item_{item.pk}") for item in self.items}


class SharedScoreForm(TableForm):
    """What the meeting agreed on."""

    score = forms.TypedChoiceField(
        label="Which score did we agree on?", choices=[(v, f"{v}: {w}") for v, w in reversed(SCORES)], coerce=int,
        widget=forms.RadioSelect,
    )  # fmt: skip
    why = forms.CharField(
        label="Why, in a sentence?",
        max_length=300,
        widget=forms.Textarea,
        help_text="Everybody reads it. Please name nobody.",
    )
    next_step = forms.CharField(label="One thing to do next", max_length=200, help_text="Small and real beats large.")
    due_on = forms.DateField(
        label="By when? Then it stands in our plan as a goal", widget=DayInput, required=False,
        help_text="Leave it empty, and it stands only here.",
    )  # fmt: skip
    staff_owner = forms.ModelChoiceField(
        None, label="Who of the staff sees to it?", required=False, empty_label="Nobody yet"
    )
    member_owner = forms.ModelChoiceField(
        None, label="Which member, together with them?", required=False, empty_label="Nobody yet"
    )
    rows = {"why": 2}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["staff_owner"].queryset = with_role(*STAFF)
        self.fields["member_owner"].queryset = with_role(Role.MEMBER)


class RulesForm(TableForm):
    """How often, by which standards, when next."""

    is_on = forms.BooleanField(label="Remind us when it is time", required=False)
    framework = forms.ChoiceField(label="By which standards?")
    every_months = forms.IntegerField(
        label="Every how many months?", min_value=3, max_value=36, help_text="12 is once a year."
    )
    weeks = forms.IntegerField(label="How many weeks does each have to score alone?", min_value=1, max_value=16)
    next_on = forms.DateField(label="When is the next time?", widget=DayInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["framework"].choices = [(each.slug, each.name) for each in _standards()]
