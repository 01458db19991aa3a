"""Forms about rights: what somebody asks for, what is answered, periods, complaints, erasing and merging."""

from django import forms

from members.forms.base import DayInput, TableForm, TableModelForm
from members.models import Channel, Complaint, PackText, Person, RetentionRule, RightsRequest
from members.models.channel import Way


class DetailsForm(TableModelForm):
    """What somebody corrects about themselves at once, without asking anybody."""

    class Meta:
        model = Person
        fields = ["name", "pronouns", "letter_format", "wants_calendar_file"]
        labels = {
            "name": "What shall we call you?",
            "pronouns": "Your pronouns",
            "letter_format": "How shall our letters look?",
            "wants_calendar_file": "Attach a calendar file to letters about meetings",
        }


class MyChannelForm(TableModelForm):
    """One way we reach somebody, corrected by themselves."""

    class Meta:
        model = Channel
        fields = ["address", "may_leave_message", "may_say_who", "best_times", "who_may_answer"]
        labels = {
            "may_leave_message": "You may leave a message",
            "may_say_who": "You may say where you are ringing from",
            "best_times": "Good times to ring",
            "who_may_answer": "Who else may pick up",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.way not in (Way.PHONE, Way.TEXT):
            for name in ("may_leave_message", "may_say_who", "best_times", "who_may_answer"):
                del self.fields[name]
        label = {Way.EMAIL: "Your email address", Way.POST: "Your postal address"}.get(self.instance.way, "Your number")
        self.fields["address"].label = label
        if self.instance.way != Way.POST:
            self.fields["address"].widget = forms.TextInput()
        self.fields["address"].help_text = ""


class AskForm(TableForm):
    """A member asks: for a copy that somebody has read, to be forgotten, or for a correction."""

    words = forms.CharField(label="Anything we should know?", widget=forms.Textarea, required=False, max_length=4000)
    asks_the_person = True
    not_watched = ("words",)

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        if kind == RightsRequest.Kind.CORRECTION:
            self.fields["words"].label = "What is wrong, and how should it be?"
            self.fields["words"].required = True


class RecordForm(TableForm):
    """A coordinator writes down what came by telephone, by post or in person."""

    kind = forms.ChoiceField(label="What do they ask for?", choices=RightsRequest.Kind, widget=forms.RadioSelect)
    how = forms.ChoiceField(
        label="How did it reach us?", choices=[c for c in RightsRequest.Came.choices if c[0] != "page"]
    )
    received_on = forms.DateField(label="On which day?", widget=DayInput)
    words = forms.CharField(label="In their own words", widget=forms.Textarea, required=False, max_length=4000)


class ExtendForm(TableForm):
    to = forms.DateField(label="Until when?", widget=DayInput)
    because = forms.CharField(label="Why does it take longer? They read this.", max_length=300)


class AnswerForm(TableForm):
    outcome = forms.ChoiceField(
        label="What did we do?",
        choices=[c for c in RightsRequest.Outcome.choices if c[0] != "taken_back"],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="What we did, and why. They read this.", widget=forms.Textarea, required=False, max_length=4000
    )


class ReadForm(TableForm):
    """What is given of one text."""

    decision = forms.ChoiceField(
        label="What is given?", choices=[c for c in PackText.Decision.choices if c[0]], widget=forms.RadioSelect
    )
    covered = forms.CharField(
        label="With the names of others covered (you can change it)",
        widget=forms.Textarea,
        required=False,
        max_length=100_000,
    )
    because = forms.CharField(label="If it is held back: why?", required=False, max_length=300)


class ComplaintForm(TableForm):
    """By somebody who is signed in."""

    words = forms.CharField(label="What is wrong?", widget=forms.Textarea, max_length=8000)
    asks_the_person = True
    not_watched = ("words",)


class OpenComplaintForm(ComplaintForm):
    """By anybody at all; who they are is theirs to say."""

    name = forms.CharField(label="Your name", required=False)
    reach = forms.CharField(
        label="How can we reach you? An email address, a number, or a postal address",
        required=False,
        max_length=500,
        help_text="Without it we cannot tell you what we found.",
    )
    field_order = ["words", "name", "reach"]


class RecordComplaintForm(OpenComplaintForm):
    """By telephone or post, written down by a coordinator."""

    how = forms.ChoiceField(label="How did it reach us?", choices=[c for c in Complaint.Came.choices if c[0] != "page"])
    received_on = forms.DateField(label="On which day?", widget=DayInput)
    field_order = ["words", "name", "reach", "how", "received_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Their name"
        self.fields["reach"].label = "How can we reach them? An email address, a number, or a postal address"
        self.fields["reach"].help_text = "Without it we cannot tell them what we found."


class ComplaintAnswerForm(TableForm):
    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=[c for c in Complaint.Outcome.choices if c[0] != "taken_back"],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label="What we found and did. They read this.", widget=forms.Textarea, max_length=8000)


class RuleForm(TableModelForm):
    """How long one kind of record is kept."""

    class Meta:
        model = RetentionRule
        fields = ["days", "reason", "is_on"]
        labels = {"days": "How many days?", "reason": "Why so long?", "is_on": "This rule is in use"}
        help_texts = {"days": "A year has 365 days."}
        widgets = {"reason": forms.Textarea({"rows": 3})}


class EraseForm(TableForm):
    """The last word: the name, typed, so that nobody erases by one press."""

    name = forms.CharField(label="Type their name to erase them")

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_name(self):
        if " ".join(self.cleaned_data["name"].split()).casefold() != " ".join(self.person.name.split()).casefold():
            raise forms.ValidationError("That is not the name on this record. Nothing has been erased.")
        return self.cleaned_data["name"]


class MergeForm(TableForm):
    """Which details stay, and whose way to sign in."""

    is_sure = forms.BooleanField(label="I have checked that both records are the same human being")

    def __init__(self, *args, preview, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label, ours, theirs in preview.differs:
            self.fields[name] = forms.ChoiceField(
                label=label, choices=[("stays", ours), ("goes", theirs)], initial="stays", widget=forms.RadioSelect
            )
        if preview.both_sign_in:
            self.fields["sign_in"] = forms.ChoiceField(
                label="Both can sign in. Which way to sign in stays?",
                choices=[("stays", "That of the record that stays"), ("goes", "That of the other record")],
                widget=forms.RadioSelect,
            )
        self.order_fields([name for name in self.fields if name != "is_sure"])
        for field in self.fields.values():
            field.widget.health_hint = field.widget.asks_the_person = False

    @property
    def choices(self):
        return {k: v for k, v in self.cleaned_data.items() if k not in ("is_sure", "sign_in")}
