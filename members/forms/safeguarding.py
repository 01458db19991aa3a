"""The forms of the sealed room. No draft is kept of them: what is not sent stays on the writer's own screen."""

from django import forms

from members.forms.base import TableForm
from members.models import Concern, ConcernEntry, Person


class ConcernForm(TableForm):
    """What somebody saw or heard: facts, in their own words. Only one box must be filled."""

    not_watched = ("what",)
    rows = {"what": 6, "when_and_where": 2, "who": 2, "reach": 2}
    sort = forms.ChoiceField(
        label="What is it about?", choices=Concern.Sort.choices, widget=forms.RadioSelect, initial=Concern.Sort.HARM
    )
    in_danger = forms.BooleanField(
        label="Somebody is in danger now", required=False, help_text="Then please ring 999 first, and write afterwards."
    )
    what = forms.CharField(
        label="What happened?", widget=forms.Textarea, max_length=10_000,
        help_text="What you saw or heard, as exactly as you can. If somebody told you, use their words. You need not be sure.",
    )  # fmt: skip
    when_and_where = forms.CharField(label="When and where?", widget=forms.Textarea, max_length=1000, required=False)
    who = forms.CharField(
        label="Who is it about?", widget=forms.Textarea, max_length=1000, required=False,
        help_text="Who may be at risk, who else was there.",
    )  # fmt: skip
    reach = forms.CharField(
        label="How can a safeguarding lead reach you safely?", widget=forms.Textarea, max_length=500, required=False
    )
    about_leads = forms.ModelMultipleChoiceField(
        Person.objects.none(), label="Is it about one of the safeguarding leads?", required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Whoever you tick cannot open it and is not told. Another lead or a deputy deals with it.",
    )  # fmt: skip
    without_name = forms.BooleanField(
        label="Leave my name out", required=False,
        help_text="Then nobody can come back to you, and you will not see it among what you sent.",
    )  # fmt: skip

    def __init__(self, *args, leads, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["about_leads"].queryset = leads
        if not leads:
            self.fields["about_leads"].widget = forms.MultipleHiddenInput()


class MoreForm(TableForm):
    """Something the reporter remembered."""

    not_watched = ("words",)
    words = forms.CharField(label="What would you like to add?", widget=forms.Textarea, max_length=10_000)


class EntryForm(TableForm):
    """What a lead did about it."""

    sort = forms.ChoiceField(label="What are you writing down?", widget=forms.RadioSelect)
    words = forms.CharField(
        label="In a few factual words", widget=forms.Textarea, max_length=10_000,
        help_text="It cannot be changed afterwards. If something was wrong, add a new line that says so.",
    )  # fmt: skip

    def __init__(self, *args, closed, **kwargs):
        super().__init__(*args, **kwargs)
        turn = ConcernEntry.Sort.REOPENED if closed else ConcernEntry.Sort.CLOSED
        words = "It is opened again, because" if closed else "It is closed, because"
        self.fields["sort"].choices = [(ConcernEntry.Sort.ACTION.value, "What was done"), (turn.value, words)]
        self.fields["sort"].initial = ConcernEntry.Sort.ACTION.value


class AsksAboutRisk(forms.Form):
    """Mixin for every form that keeps a note about how somebody is (SUP-11): asks, and the view then routes.

    A wellbeing note is not a safeguarding record: with *yes*, `views.safeguarding.on_to_the_form` leads to the sealed room.
    """

    at_risk = forms.ChoiceField(
        label="Is anyone at risk of harm?", choices=[("no", "No"), ("yes", "Yes, or I am not sure")],
        widget=forms.RadioSelect,
        help_text="With “yes” we save this note without a word about the risk, and you go on to the safeguarding form.",
    )  # fmt: skip

    @property
    def somebody_is_at_risk(self):
        return self.cleaned_data.get("at_risk") == "yes"
