"""A member at an outside table: its facts, what they should know, who speaks on what, words, questions, and that it was held."""

from django import forms

from members.models.body import LIVED_EXPERIENCE_HATS
from members.permissions import Role
from members.web import ClockInput, DayInput, TableForm
from projects.actions.table_talk import WRITTEN_SINCE
from projects.forms.fields import HoursField
from projects.forms.plan import with_role
from projects.forms.project import people_who_keep
from projects.models import ForWhom
from projects.queries import usual_hats

HATS = [(hat.value, hat.label) for hat in LIVED_EXPERIENCE_HATS]


class TableMeetingForm(TableForm):
    """Where, when, who goes, who goes along."""

    title = forms.CharField(label="What is the meeting called?", max_length=120)
    organisation = forms.CharField(
        label="Whose meeting is it?", max_length=120, help_text="An organisation or a board."
    )
    on_day = forms.DateField(label="On which day?", widget=DayInput)
    starts_at = forms.TimeField(label="At what time?", required=False, widget=ClockInput)
    place = forms.CharField(label="Where?", max_length=200, required=False)
    person = forms.ModelChoiceField(
        None, label="Who goes?", help_text="A member who said yes to it. Please ask them first."
    )
    buddy = forms.ModelChoiceField(
        None, label="Who goes along?", help_text="They sit beside them, and ask afterwards how it was."
    )
    brief_on = forms.DateField(label="When do you talk it through before?", required=False, widget=DayInput)

    def __init__(self, *args, project, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = with_role(Role.MEMBER)
        self.fields["buddy"].queryset = people_who_keep(project, day)


class OfMeeting(TableForm):
    """A short form on the page of one meeting."""

    def __init__(self, *args, meeting, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting, self.day = meeting, day


class BegunFrom(TableForm):
    """Carries by what a page knows whether a colleague has written since it was opened; once told, they have seen it."""

    known = forms.CharField(required=False, empty_value=None, max_length=12, widget=forms.HiddenInput)

    def __init__(self, *args, stamp, **kwargs):
        super().__init__(*args, **kwargs)
        self.stamp = self.initial["known"] = stamp

    def add_error(self, field, error):
        super().add_error(field, error)
        if error == WRITTEN_SINCE:
            self.data = {**self.data.dict(), "known": self.stamp}


class BriefForm(BegunFrom, OfMeeting):
    brief_on = forms.DateField(label="When do you talk it through?", required=False, widget=DayInput)
    brief = forms.CharField(
        label="What should they know?", required=False, max_length=1500, widget=forms.Textarea,
        help_text="Who sits there, what is decided, what may be hard. It stands on their sheet.",
    )  # fmt: skip
    free_text = ("brief",)

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, meeting=meeting, stamp=meeting.brief_stamp, **kwargs)


class TopicForm(OfMeeting):
    topic = forms.CharField(label="What about?", max_length=200)
    by_buddy = forms.BooleanField(label="Whoever goes along speaks on it", required=False)
    for_whom = forms.ChoiceField(
        label="For whom?", choices=ForWhom.choices, initial=ForWhom.SELF, widget=forms.RadioSelect,
        help_text="One person can only say what they think themselves, unless the group agreed on it.",
    )  # fmt: skip
    mandate = forms.CharField(label="If for the group: what did it agree on, and when?", max_length=300, required=False)


class WordForm(OfMeeting):
    word = forms.CharField(label="Which word?", max_length=60)
    meaning = forms.CharField(label="What does it mean, in plain words?", max_length=200)
    everywhere = forms.BooleanField(label="Other meetings use it as well", required=False)


class QuestionForm(OfMeeting):
    question = forms.CharField(
        label="What would you like to ask?", max_length=300, help_text="One question, in your words."
    )
    free_text = ("question",)


class OwedQuestionForm(QuestionForm):
    """Written down by staff, who also say who looks after the answer, and until when."""

    owner = forms.ModelChoiceField(
        None, label="Who looks after the answer?", required=False, help_text="Empty: whoever goes along."
    )
    due_on = forms.DateField(label="Until when?", required=False, widget=DayInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people_who_keep(self.meeting.project, self.day)


class AnswerForm(BegunFrom):
    answer = forms.CharField(label="What was the answer?", max_length=500, widget=forms.Textarea)
    answered_by = forms.CharField(label="Who gave it?", max_length=120, help_text="A name or a post.")
    answered_on = forms.DateField(label="On which day?", widget=DayInput)
    free_text = ("answer",)
    rows = {"answer": 3}


class HeldForm(OfMeeting):
    hat = forms.ChoiceField(
        label="As what did they sit there?",
        choices=HATS,
        widget=forms.RadioSelect,
        help_text="As they say it themselves.",
    )
    minutes = HoursField(label="How many hours did it take?", help_text="Leave it empty if nobody knows.")
    prep_minutes = HoursField(label="How many hours of preparing?", help_text="Talking it through before counts.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        usual = usual_hats([self.meeting.person], day=self.meeting.on_day)[self.meeting.person_id]
        self.fields["hat"].initial = usual if usual in dict(HATS) else None
