"""The forms about a break, about leaving, and about stopping a membership."""

from django import forms

from members.forms.base import DayInput, TableForm
from members.models.leaving import LeaveReason, Stop
from members.models.rest import Rest, RestReason

ANY_THAT_FIT = "As many as fit, or none. Nobody asks you why."


class RestForm(TableForm):
    """What somebody would like to add to their break; every part may stay empty."""

    until = forms.DateField(
        label="Until about when?", required=False, widget=DayInput,
        help_text="Leave empty if you do not know. On that day somebody asks how you are. You do not come back by itself.",
    )  # fmt: skip
    keeps = forms.ChoiceField(
        label="Is there one thing you would like to keep?",
        choices=[("", "Nothing at all"), *Rest.KEEPS],
        required=False,
        widget=forms.RadioSelect,
        help_text="From a person, about once a month. Never from a machine.",
    )
    reasons = forms.MultipleChoiceField(
        label="Would you like to say why?", choices=RestReason.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=ANY_THAT_FIT,
    )  # fmt: skip
    words = forms.CharField(label="Or in your own words", required=False, max_length=1000, widget=forms.Textarea)

    free_text = ("words",)
    asks_the_person = True
    rows = {"words": 3}


class NewsForm(TableForm):
    """On coming back, if they like."""

    words = forms.CharField(
        label="Is anything new that we should know?", required=False, max_length=1000, widget=forms.Textarea,
        help_text="Such as another number, or something you need at meetings now.",
    )  # fmt: skip

    free_text = ("words",)
    asks_the_person = True
    rows = {"words": 3}


class LeaveForm(TableForm):
    """How somebody would like to leave; every part may stay empty."""

    wants_talk = forms.BooleanField(
        label="I would like a last conversation", required=False, help_text="To say what was good and what was not."
    )
    wants_certificate = forms.BooleanField(label="I would like a certificate of my involvement", required=False)
    certificate_hours = forms.BooleanField(label="With the hours I gave written on it", required=False)
    wants_outcomes = forms.BooleanField(
        label="Tell me what comes of what I said", required=False, initial=True,
        help_text="We write only about that. Take the tick away if you would rather not hear from us again.",
    )  # fmt: skip
    reasons = forms.MultipleChoiceField(
        label="Would you like to say why?", choices=LeaveReason.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=ANY_THAT_FIT,
    )  # fmt: skip
    words = forms.CharField(label="Or in your own words", required=False, max_length=2000, widget=forms.Textarea)

    free_text = ("words",)
    asks_the_person = True
    rows = {"words": 3}


class StopForm(TableForm):
    """What happened, facts only; read by the second person and, when they ask, by whom it is about."""

    why = forms.CharField(
        label="What happened", max_length=4000, widget=forms.Textarea,
        help_text="Facts only: what, when, what was tried before. They may read it.",
    )  # fmt: skip
    free_text = ("why",)


class AppealForm(TableForm):
    """Their appeal, by whatever way it came."""

    appealed_on = forms.DateField(label="They appealed on", widget=DayInput)
    words = forms.CharField(label="In their words", required=False, max_length=4000, widget=forms.Textarea)
    free_text = ("words",)


class AppealDecisionForm(TableForm):
    """By somebody who took no part in the decision."""

    outcome = forms.ChoiceField(
        label="The decision on the appeal",
        choices=Stop._meta.get_field("appeal_outcome").choices,
        widget=forms.RadioSelect,
    )
    decided_on = forms.DateField(label="Decided on", widget=DayInput)


class TalkForm(TableForm):
    """The last conversation took place."""

    talk_on = forms.DateField(label="The last conversation was on", widget=DayInput)


class RemembranceForm(TableForm):
    """How somebody who died is remembered, and how long what we hold is kept."""

    tribute = forms.CharField(
        label="How we remember them", required=False, max_length=2000, widget=forms.Textarea,
        help_text="Nothing of this is sent or shown to anybody else.",
    )  # fmt: skip
    wishes = forms.CharField(
        label="What their family or friends asked of us", required=False, max_length=2000, widget=forms.Textarea
    )
    keep_until = forms.DateField(
        label="We keep what we hold until", required=False, widget=DayInput,
        help_text="Leave empty for the usual time: three years.",
    )  # fmt: skip
    rows = {"tribute": 4, "wishes": 4}
