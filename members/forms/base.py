"""What every form of the site shares: how it is drawn, how long an answer may be, how it says what is wrong."""

from crispy_forms.helper import FormHelper
from django import forms
from django.urls import NoReverseMatch, reverse
from django.utils.choices import BlankChoiceIterator
from django.utils.html import format_html

LONGEST_LINE = 200
LONGEST_TEXT = 20_000
SAID_BEFORE = (
    1000  # a box that holds no more says so before anybody writes; nobody reaches the end of a larger one in passing
)
TOO_LONG = "This has %(show_value)d letters, and we can keep at most %(limit_value)d. Please make it shorter."
SENTENCES = [
    (forms.DateField, "That is not a day we can read. Please write it like 09/06/2026."),
    (forms.TimeField, "That is not a time we can read. Please write it like 14:30."),
    (forms.EmailField, "That does not look like an email address. Please look for a missing letter or @."),
    (forms.DecimalField, "Please write a number, for example 1.5."),
    (forms.IntegerField, "Please write a whole number, for example 3."),
]
OF_A_NUMBER = {
    "min_value": "Please write at least %(limit_value)s.",
    "max_value": "Please write at most %(limit_value)s.",
    "max_digits": "Please write a smaller number, or one with fewer digits.",
    "max_decimal_places": "Please write fewer digits after the point: at most %(max)s.",
    "max_whole_digits": "That number is too large. Please look again.",
}
NOTHING_CHOSEN = "---------"  # what Django writes before the first choice


class TableHelper(FormHelper):
    """Crispy draws the fields; the page writes the <form>, its CSRF token and its buttons."""

    form_tag = False
    disable_csrf = True
    form_error_title = "Something needs another look"
    show_errors = True


class Dressed:
    """Mixin: hints before fields, errors in words, a length on every box, and the helper `crispy` asks for."""

    helper_class = TableHelper
    free_text = ()  # names of boxes that get the hint "please leave out health details"
    not_watched = ()  # names of boxes where somebody writes about themselves and health may well stand: only "nobody watches"
    asks_the_person = False  # somebody writes here about themselves: the hint also says whom to ring
    needed_sometimes = ()  # names of boxes that may stay empty only in some cases: nothing beside them says they may be left out
    rows = {}  # height of a larger box, by its name, when five lines are not right
    draft = ""  # a name: what is typed is kept on the server under it

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, field in self.fields.items():
            self._limit(name, field)
            self._say_in_words(name, field)
            self._name_the_empty_choice(field)
            field.widget.health_hint = name in self.free_text
            field.widget.not_watched = name in self.not_watched
            field.widget.asks_the_person = self.asks_the_person
            field.widget.needed_sometimes = name in self.needed_sometimes

    def __getitem__(self, name):
        if name in self.fields:
            _make_room(self.fields[name])  # here, so that boxes which a form adds later are met too
        return super().__getitem__(name)

    def _limit(self, name, field):
        """A length for us, far below the size at which Django refuses the whole post; for one line the browser keeps it."""
        if not isinstance(field, forms.CharField) or isinstance(field.widget, forms.HiddenInput):
            return
        if field.max_length is None:
            field.max_length = LONGEST_TEXT if isinstance(field.widget, forms.Textarea) else LONGEST_LINE
            field.validators.append(forms.CharField(max_length=field.max_length).validators[0])
        if isinstance(field.widget, forms.TextInput | forms.Textarea):
            field.widget.attrs.setdefault("maxlength", field.max_length)
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = self.rows.get(name, 5)

    def _say_in_words(self, name, field):
        """Django's own sentences give way to ours; a field that brings its own keeps it."""
        own = {**field.default_error_messages, "required": forms.Field.default_error_messages["required"]}
        for kind, sentence in SENTENCES:
            if isinstance(field, kind) and field.error_messages.get("invalid") == own.get("invalid"):
                field.error_messages["invalid"] = sentence
        if isinstance(field, forms.IntegerField):  # decimals are whole numbers with more
            field.error_messages = OF_A_NUMBER | field.error_messages
        said = field.error_messages["required"]
        if said is own["required"] or said == own["required"]:  # `is` first: to compare, Django translates both
            field.error_messages["required"] = self.say_what_is_missing(name, field)

    @staticmethod
    def _name_the_empty_choice(field):
        """A row of dashes says nothing to somebody who listens."""
        words = "Choose one" if field.required else "Not said yet"
        if isinstance(field, forms.ModelChoiceField):
            field.empty_label = words if field.empty_label == NOTHING_CHOSEN else field.empty_label
        elif isinstance(getattr(field, "choices", None), list | BlankChoiceIterator):
            choices = list(field.choices)
            if choices[:1] == [("", NOTHING_CHOSEN)]:
                field.choices = [("", words), *choices[1:]]

    @staticmethod
    def say_what_is_missing(name, field):
        """The sentence beside an empty required field; a form may override it."""
        label = str(field.label or name.replace("_", " ")).strip().rstrip("?:")
        verb = (
            "choose"
            if isinstance(field, forms.ChoiceField)
            else "tick"
            if isinstance(field, forms.BooleanField)
            else "fill in"
        )
        return f"Please {verb}: {label}"

    @property
    def helper(self):
        return self.helper_class(self)

    @property
    def draft_url(self):
        """Where static/js/keep.js sends what is typed; nothing when the form keeps no draft."""
        try:
            return reverse("members:draft", args=[self.draft]) if self.draft else ""
        except NoReverseMatch:
            return ""


def _make_room(field):
    """A browser cuts off without a word what is longer than `maxlength`. So no box for sentences has one: its hint says how
    much it holds, and what is longer comes back whole, with a sentence."""
    if not isinstance(field, forms.CharField) or not field.max_length or hasattr(field, "has_room"):
        return
    field.error_messages.setdefault("max_length", TOO_LONG)
    is_long = (
        type(field.widget) is forms.TextInput and type(field) is forms.CharField and field.max_length > LONGEST_LINE
    )
    field.has_room = is_long or isinstance(field.widget, forms.Textarea)
    if field.has_room:
        field.widget.attrs.pop("maxlength", None)
        if field.max_length <= SAID_BEFORE:
            holds = f"Up to about {field.max_length:,} letters."
            field.help_text = format_html("{} {}", field.help_text, holds) if field.help_text else holds


class TableForm(Dressed, forms.Form):
    """The form to inherit from."""


class TableModelForm(Dressed, forms.ModelForm):
    """The form to inherit from when it mirrors one model."""


class DayInput(forms.DateInput):
    """The browser's own calendar, and 2026-06-09 where there is none."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """The browser's own clock, and 14:30 where there is none."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")
