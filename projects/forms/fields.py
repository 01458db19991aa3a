"""Fields that several forms of this floor share."""

import re
from decimal import Decimal

from django import forms

from projects import workbook_cells

# Hours are asked: how long a day or a morning is, nobody has said; and no hour has more than 59 minutes.
UNCLEAR = re.compile(r"\d{5}|[.,]\d{3}|\d\s*d\b|day|morning|noon|\b[ap]m\b|[:h]\s*[6-9]\d|.{31}")
# In a spreadsheet such a word says that nobody knows; on a form whoever does not know leaves it empty.
NOUGHT = {"none", "nil", "no", "nought"}
AS_HOURS = "as a number, such as 1.5, or as 1h30, 1:30 or 90 min"
MOST_HEADS = 5000


class ByNumberOrSlug(forms.ModelChoiceField):
    """A choice by its id, as pages send it, or by its slug, as people write it."""

    def to_python(self, value):
        if isinstance(value, str) and value and not (value.isascii() and value.isdigit()):
            self.to_field_name = "slug"
        elif isinstance(value, str) and len(value) > 17:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        else:
            self.to_field_name = None
        try:
            return super().to_python(value)
        finally:
            self.to_field_name = None


def minutes_typed(words: str) -> int:
    """Minutes from what people write: 1.5, 1,5, 1h30, 1 h 30 min, 1:30, 90 min; read as a cell of a workbook is. Raises ValueError."""
    plain = words.strip().casefold()
    if UNCLEAR.search(plain):
        raise ValueError(words)
    if plain.strip(" .") in NOUGHT:
        return 0
    try:
        minutes = workbook_cells.minutes(f"0{plain}" if plain[:1] in (".", ",") else plain)
    except workbook_cells.Wrong as wrong:
        raise ValueError(words) from wrong
    if minutes is None:
        raise ValueError(words)
    return minutes


class HoursField(forms.CharField):
    """Hours as people write them, kept as minutes; empty means not known."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "text", "size": 6}))
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        words = (value or "").strip()
        if not words:
            return None
        try:
            return minutes_typed(words)
        except ValueError as unread:
            raise forms.ValidationError(
                f"Please write the hours {AS_HOURS}. Leave it empty if you do not know."
            ) from unread

    def prepare_value(self, value):
        if not isinstance(value, int):
            return value
        return f"{(Decimal(value) / 60).quantize(Decimal('0.01')).normalize():f}"


class HeadsField(forms.IntegerField):
    """A number of people not named; empty is none."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "max": MOST_HEADS}))
        super().__init__(
            required=False,
            min_value=0,
            max_value=MOST_HEADS,
            error_messages={
                "invalid": "Please write the number of people in figures, such as 3.",
                "min_value": "The number of people cannot be below nought.",
                "max_value": f"That is more than {MOST_HEADS:,} people. Please look again.",
            },
            **kwargs,
        )

    def clean(self, value):
        return super().clean(value) or 0
