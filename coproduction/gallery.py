"""Made-up examples for the gallery at /components/."""

from datetime import UTC, datetime

from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string

from members.forms.base import ClockInput, DayInput, TableForm

MOMENT = datetime(2026, 12, 8, 14, 0, tzinfo=UTC)
BUTTONS = [
    ("Save", "main"),
    ("Read more", ""),
    ("Leave it", "quiet"),
    ("Cancel the meeting", "warn"),
    ("Edit", "small"),
    ("Undo", "small-quiet"),
]
TAGS = [
    ("In progress", ""),
    ("Please answer by Friday 4 December", "sun"),
    ("We did it", "leaf"),
    ("We couldn't, because", "clay"),
    ("Draft", "plain"),
]
CHOICES = [
    {"label": "Yes, in the room", "fields": {"answer": "yes", "mode": "room"}, "kind": "main", "icon": "room"},
    {"label": "Yes, online", "fields": {"answer": "yes", "mode": "online"}, "kind": "main", "icon": "online"},
    {"label": "Yes, by phone", "fields": {"answer": "yes", "mode": "phone"}, "kind": "main", "icon": "phone"},
    {"label": "Not sure yet", "fields": {"answer": "maybe"}, "icon": "maybe"},
    {"label": "I can't this time", "fields": {"answer": "no"}, "icon": "no"},
]
ICONS = "tick room online phone maybe no print calendar break people letter place clock pen plus undo chart".split()
PICTURES = ["table", "seat", "letters", "tea", "path", "wrong"]


class ExampleForm(TableForm):
    """One field of each kind."""

    free_text = ("notes",)
    draft = "gallery"
    what = forms.CharField(label="What was it?", help_text="A few words are enough.")
    day = forms.DateField(label="Which day?", widget=DayInput)
    time = forms.TimeField(label="What time?", widget=ClockInput, required=False)
    kind = forms.ChoiceField(
        label="Kind", choices=[("", "Please choose"), ("a", "Interview panel"), ("b", "Staff induction")]
    )
    how = forms.ChoiceField(
        label="How far along was it?", choices=[("1", "First idea"), ("2", "Planning"), ("unknown", "Not sure")],
        widget=forms.RadioSelect, help_text="The earlier, the more can change.",
    )  # fmt: skip
    who = forms.MultipleChoiceField(
        label="Who took part?",
        choices=[("1", "Rowan"), ("2", "Sam")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    sure = forms.BooleanField(label="Everybody agreed to be named")
    notes = forms.CharField(label="Anything else", widget=forms.Textarea, required=False)
    paper = forms.FileField(label="A paper", required=False)


def examples():
    """The context of the gallery page."""
    empty, wrong = ExampleForm(auto_id="id_a_%s"), ExampleForm({"what": "", "day": "31 June"}, auto_id="id_b_%s")
    return {
        "buttons": BUTTONS, "tags": TAGS, "icons": ICONS, "pictures": PICTURES, "moment": MOMENT,
        "choices": CHOICES,
        "chosen": [
            {"label": "Yes", "fields": {"answer": "yes"}, "chosen": True},
            {"label": "Not sure yet", "fields": {"answer": "maybe"}},
            {"label": "I can't this time", "fields": {"answer": "no"}},
        ],
        "facts": [
            ("Where", "Leatherhead office, ground floor, or online, or by phone"),
            ("Until", "4pm, with a break at 3pm"),
            ("Access", "Step-free, hearing loop, quiet room"),
        ],
        "periods": [("This quarter", "?period=quarter", True), ("12 months", "?period=12m", False), ("Everything", "?period=all", False)],
        "tabs": [("Answers", "#a", True), ("Register", "#b", False), ("Letters", "#c", False)],
        "entries": [
            {"when": "Tuesday 1 December, 9am", "title": "Reminder sent", "text": "By email.", "tone": "done"},
            {"when": "Friday 4 December, 9am", "title": "Second reminder", "text": "Leaves unless Rowan answers.", "tone": "waiting"},
            {"when": "Monday 30 November, 10am", "title": "Could not be delivered", "text": "The mailbox was full.", "tone": "not"},
        ],
        "page": Paginator(range(2000), 50).page(2),
        "chart_columns": ["Year", "From the start", "Later", "Only at the end"],
        "chart_rows": [("2024", 8, 4, 2), ("2025", 11, 3, 2)],
        "drawn": render_to_string("components/gallery_chart.svg"),
        "legend": [(1, "from the start"), (2, "later"), (6, "only at the end")],
        "empty_form": empty, "wrong_form": wrong, "big": 2_000,
    }  # fmt: skip
