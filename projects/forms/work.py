"""The brief of a piece of work: what people know before they answer (OPP-01 to OPP-16)."""

from django import forms

from meetings.models import Kind
from members.models import Course
from members.web import DayInput, TableForm, TableModelForm
from projects.forms.money import Hours
from projects.forms.project import StageField, people_who_lead
from projects.models import DayPart, Opportunity

GROUPS = (
    ("What it is", "title sort about_kind topics purpose what can_change is_fixed"),
    ("Who decides", "who_decides say equal_weight level stage step"),
    ("What people bring", "essential helpful needs_course or_train needs_dbs"),
    (
        "When and where",
        "when_words starts_on ends_on hours lasts prep flexible day_parts mode place travel_help access_known",
    ),
    ("Support, and what we offer", "support buddy briefing debrief content_note wellbeing_person offer rate easy_read"),
    (
        "Who, and how it is settled",
        "places first_timers open_to how_chosen answer_by hear_by hear_how staff_lead lead_phone",
    ),
)
MOST_TOPICS = 8


class TopicsField(forms.CharField):
    """Words between commas, kept small and each once."""

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=300, **kwargs)

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value):
        words = [" ".join(word.split()).lower()[:40] for word in (super().clean(value) or "").split(",")]
        return list(dict.fromkeys(word for word in words if word))[:MOST_TOPICS]


class WorkForm(TableModelForm):
    """Everything may be empty while it is a draft; what is missing is said before anybody is asked."""

    topics = TopicsField(
        label="What is it about? A few words with commas",
        help_text="Such as: recruitment, young people. It finds those who like that.",
    )
    stage = StageField(label="How far along is it?")
    day_parts = forms.MultipleChoiceField(
        label="When in the week?", choices=DayPart.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    equal_weight = forms.TypedChoiceField(
        label="Does their voice count as much as everybody else’s?", choices=[("", "Not said yet"), ("1", "Yes"), ("0", "No")],
        coerce=lambda value: value == "1", empty_value=None, required=False,
    )  # fmt: skip
    free_text = ("what", "essential", "helpful")
    rows = {"what": 4}

    class Meta:
        model = Opportunity
        fields = " ".join(names for _, names in GROUPS).split()
        labels = {
            "title": "What is it called?", "sort": "What sort of work is it?", "about_kind": "What kind of work is it?",
            "purpose": "What is it for?", "what": "What would people do?", "can_change": "What can change?",
            "is_fixed": "What is fixed?", "who_decides": "Who decides?", "say": "Advice, or part of the decision?",
            "level": "Which level is it?", "step": "Which step of the ladder do you aim at?",
            "essential": "What do people need to bring?", "helpful": "What would help, but is not needed?",
            "needs_course": "Which training do people need?", "or_train": "Or we’ll train you: people may say yes without it",
            "needs_dbs": "A DBS check is needed", "when_words": "When, and how long?", "starts_on": "First day of the work",
            "ends_on": "Last day, if there are several",
            "hours": "How many hours in all?", "lasts": "How long does it go on?", "prep": "What is there to prepare?",
            "flexible": "How flexible is it?", "mode": "How does one take part?", "place": "Where, or how?",
            "travel_help": "What help is there with the way?", "access_known": "What do we know of the place?",
            "support": "What support can people have?", "buddy": "Somebody can sit at their side",
            "briefing": "What happens before it?", "debrief": "What happens after it?",
            "content_note": "What may be hard about it?", "wellbeing_person": "Who is there for anybody who needs a moment?",
            "offer": "What do we offer?", "rate": "How much an hour, in pounds?", "easy_read": "There is an easy-read version",
            "places": "How many places are there?", "first_timers": "How many of them for people who do it for the first time?",
            "open_to": "Who may come forward?", "how_chosen": "How is it settled who does it?", "answer_by": "Please answer by",
            "hear_by": "By when do people hear what happened?", "hear_how": "How do they hear it?",
            "staff_lead": "Who leads it?", "lead_phone": "Their telephone",
        }  # fmt: skip
        field_classes = {"hours": Hours}
        help_texts = {
            "what": "In a few plain sentences.",
            "essential": "Such as: an afternoon without hurry. Never a diagnosis.",
            "when_words": "Such as: one day, 10am to 3pm, with lunch. The day itself comes below.",
            "starts_on": "It stands before the time wherever people read when it is. Empty, it says that the date is not fixed yet.",
            "access_known": "Such as: lift, quiet room, step-free from the bus.",
            "offer": "Such as: £15 an hour or a voucher, your travel, lunch. If nothing, say so.",
            "first_timers": "It only counts when more people would like to than there are places.",
            "hear_how": "Such as: Ash writes to each of you.",
            "debrief": "Such as: Ash rings you the day after.",
        }  # fmt: skip
        widgets = {name: DayInput() for name in ("starts_on", "ends_on", "answer_by", "hear_by")}

    def __init__(self, *args, day, **kwargs):
        super().__init__(*args, **kwargs)
        weight = self.instance.equal_weight
        self.initial["equal_weight"] = "" if weight is None else str(int(weight))
        self.fields["needs_course"].queryset = Course.objects.in_use()
        self.fields["about_kind"].queryset = Kind.objects.in_use()
        self.fields["staff_lead"].queryset = people_who_lead(day)
        for name in ("what", "when_words", "place", "support", "offer"):
            self.fields[name].required = False

    def _post_clean(self):
        """The action writes and checks."""

    @property
    def groups(self):
        return [(title, [self[name] for name in names.split()]) for title, names in GROUPS]


class BeginForm(TableForm):
    title = forms.CharField(label="What is it called?", max_length=120)
    answer_by = forms.DateField(label="Please answer by", widget=DayInput)
