"""Fields that several forms of this floor share."""

import re
from decimal import Decimal

from django import forms

HOURS = re.compile(r"\d{1,3}([.,]\d{1,2})?|[.,]\d{1,2}")
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


class HoursField(forms.CharField):
    """Hours as people write them, "1.5" or "1,5", kept as minutes; empty means not known."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "size": 6}))
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        words = (value or "").strip()
        if not words:
            return None
        if not HOURS.fullmatch(words):
            raise forms.ValidationError(
                "Please write the hours as a number, such as 1.5 for an hour and a half. Leave it empty if you do not know."
            )
        return round(Decimal(words.replace(",", ".")) * 60)

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
