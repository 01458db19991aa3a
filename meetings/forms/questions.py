"""Putting a question to another body, saying who answers it, and answering."""

from django import forms

from members.models import Body, Person, Team
from members.permissions import SORT_OF_ROLE, Permission, Role, can
from members.web import DayInput, TableForm


def _word(side):
    return f"{'body' if isinstance(side, Body) else 'team'}-{side.pk}"


def sides_of(actor):
    """The bodies and teams this actor may ask for."""
    bodies, teams = Body.objects.in_use(), Team.objects.filter(is_active=True).order_by("name", "pk")
    if actor.role == Role.STAFF:
        return list(teams.filter(pk__in=actor.team_ids))
    if actor.role in SORT_OF_ROLE:
        return list(bodies.filter(sort=SORT_OF_ROLE[actor.role]))
    return [*bodies, *teams]


class SideField(forms.TypedChoiceField):
    """A body or a team, chosen from one list."""

    def offer(self, sides, *, empty):
        self.sides = {_word(side): side for side in sides}
        self.choices = ([("", empty)] if empty else []) + [(word, side.name) for word, side in self.sides.items()]
        self.coerce = lambda word: self.sides.get(word)


class QuestionForm(TableForm):
    """Who asks whom what, and by when an answer would help."""

    draft = "question"

    asker = SideField(label="Who asks")
    asked = SideField(label="Who is asked")
    words = forms.CharField(
        label="The question", max_length=400, widget=forms.Textarea,
        help_text="One question at a time, as you would say it across the table.",
    )  # fmt: skip
    why = forms.CharField(
        label="Why it matters", max_length=1000, required=False, widget=forms.Textarea,
        help_text="It helps them to give a useful answer.",
    )  # fmt: skip
    answer_by = forms.DateField(label="Please answer by", widget=DayInput)
    free_text = ("words", "why")
    rows = {"words": 3, "why": 3}

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        askers = sides_of(actor)
        self.fields["asker"].offer(askers, empty="" if len(askers) == 1 else "Choose one")
        others = [*Body.objects.in_use(), *Team.objects.filter(is_active=True).order_by("name", "pk")]
        alone = askers[0] if len(askers) == 1 else None
        self.fields["asked"].offer([side for side in others if side != alone], empty="Choose one")


class OwnerForm(TableForm):
    """Who sees to the answer, and whether the day has to move."""

    owner = forms.ModelChoiceField(Person.objects.none(), label="Who sees to the answer", empty_label="Choose somebody")
    answer_by = forms.DateField(label="Answered by", widget=DayInput)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people


class QuestionAnswerForm(TableForm):
    """An answer, or why there is none; both count."""

    outcome = forms.ChoiceField(
        label="Is this an answer?", widget=forms.RadioSelect, initial="answered",
        choices=[("answered", "Yes, this is our answer"), ("could_not", "We couldn’t answer it, because …")],
    )  # fmt: skip
    words = forms.CharField(
        label="In words everybody understands", max_length=3000, widget=forms.Textarea,
        help_text="Everybody who asked gets exactly this: by email, by post or read out on the telephone.",
    )  # fmt: skip
    free_text = ("words",)


def may_ask(actor):
    """Whether there is anybody this actor may ask for."""
    return can(actor, Permission.ASK_A_BODY) and bool(sides_of(actor))
