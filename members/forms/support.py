"""The forms of support: training, a member's own plan, check-ins."""

from django import forms

from members.forms.base import DayInput, TableForm, TableModelForm
from members.models import Course, Person, SupportPlan, Training
from members.models.support import CheckInOutcome
from members.queries import support as queries


class TrainingForm(TableForm):
    """One training of one person; `own` leaves out whose it is."""

    course = forms.ModelChoiceField(Course.objects.none(), label="Which course?", empty_label="Choose one")
    status = forms.ChoiceField(
        label="Has it taken place?", choices=[("done", "Yes, done"), ("booked", "Not yet, it is booked")],
        widget=forms.RadioSelect, initial="done",
    )  # fmt: skip
    on_day = forms.DateField(label="Which day?", widget=DayInput)
    certificate = forms.CharField(label="Number on the certificate, or where it lies", max_length=120, required=False)
    file = forms.FileField(
        label="The certificate itself", required=False, help_text="A PDF or a picture, at most 5 MB."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = Course.objects.in_use()


class AnyTrainingForm(TrainingForm):
    """The same for the coordinator, who says whose it is."""

    field_order = ["person", "course", "status", "on_day", "certificate", "file"]
    person = forms.ModelChoiceField(Person.objects.none(), label="Whose training?", empty_label="Choose somebody")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class CourseForm(TableModelForm):
    """A course: what it is, and how long it holds."""

    class Meta:
        model = Course
        fields = ["name", "about", "months", "is_active", "is_coproduction"]
        labels = {
            "name": "What is it called?", "about": "What is it, in a sentence?", "months": "For how many months does it hold?",
            "is_active": "It is on offer now", "is_coproduction": "It trains staff in co-production",
        }  # fmt: skip
        help_texts = {
            "months": "Leave empty if it holds for good. What is recorded already keeps its day.",
            "is_coproduction": "Then it counts where we say how many staff are trained in it.",
        }

    def _post_clean(self):
        """The action writes and checks."""


class SupportPlanForm(TableModelForm):
    """Her plan in her words. Every box can be left out."""

    not_watched = ("avoid",)
    rows = dict.fromkeys(("helps", "early_signs", "contact", "avoid"), 4)
    helps = forms.CharField(
        label="What helps me", required=False, widget=forms.Textarea, max_length=4000,
        help_text="Such as: a seat near the door, five minutes alone, a text the day before.",
    )  # fmt: skip
    early_signs = forms.CharField(
        label="How you might notice that I am not doing well", required=False, widget=forms.Textarea, max_length=4000,
        help_text="Such as: I go quiet, I cancel at the last minute.",
    )  # fmt: skip
    contact = forms.CharField(
        label="Whom to contact, and when", required=False, widget=forms.Textarea, max_length=4000,
        help_text="Please ask them first whether they agree.",
    )  # fmt: skip
    avoid = forms.CharField(
        label="Topics to avoid, or to warn me of", required=False, widget=forms.Textarea, max_length=4000
    )
    agreed = forms.BooleanField(
        label="Yes, you may keep what I write here. I can take this back at any time.", required=False
    )

    class Meta:
        model = SupportPlan
        fields = ["helps", "early_signs", "contact", "avoid"]

    def __init__(self, *args, consent_holds, **kwargs):
        super().__init__(*args, **kwargs)
        if consent_holds:
            del self.fields["agreed"]

    def _post_clean(self):
        """The action writes; the words are sealed there."""


class SupporterForm(TableForm):
    """Whom she opens her plan to."""

    supporter = forms.ModelChoiceField(
        Person.objects.none(), label="Who may open my plan?", empty_label="Choose somebody",
        help_text="People who work here. Each time one of them opens it, you can see when.",
    )  # fmt: skip

    def __init__(self, *args, person, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["supporter"].queryset = queries.may_be_named(day=day).exclude(pk=person.pk)


class CheckInForm(TableForm):
    """What came of asking: one outcome, and a few words that hold no health details."""

    outcome = forms.ChoiceField(label="What came of it?", choices=CheckInOutcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label="A few words for yourself", max_length=500, required=False, widget=forms.Textarea,
        help_text="Only you read them. They are deleted after twelve months.",
    )  # fmt: skip
    free_text = ("note",)
    rows = {"note": 3}


class HandOverForm(TableForm):
    """Who asks instead."""

    to = forms.ModelChoiceField(Person.objects.none(), label="Who asks instead?", empty_label="Choose somebody")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people


STATES = [
    ("", "Everything"),
    ("soon", "Runs out soon"),
    ("out", "Has run out"),
    ("booked", Training.Status.BOOKED.label),
]
