"""Fields for money and hours, and the pages that keep rates, kinds of costs and limits."""

import re
from decimal import ROUND_UP, Decimal

from django import forms

from members.web import DayInput, TableForm, TableModelForm
from projects.forms.fields import AS_HOURS, minutes_typed
from projects.models import LIMITS, ExpenseType, RecognitionProfile, RecognitionRules


class Pounds(forms.DecimalField):
    """An amount as people type it: "12", "12.50", "£12.50", "1,200". Never a float."""

    def __init__(self, **kwargs):
        kwargs.setdefault("max_digits", 8)
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        kwargs.setdefault("error_messages", {"invalid": "Please write an amount in pounds, for example 12.50."})
        super().__init__(**kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            value = value.replace("£", "").replace(",", "").replace(" ", "")
        return super().to_python(value)


class Tenths(forms.DecimalField):
    """A number with one digit behind the point."""

    invalid = "Please write a number, for example 12.5."

    def __init__(self, **kwargs):
        kwargs.setdefault("max_digits", 5)
        kwargs.setdefault("decimal_places", 1)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        kwargs.setdefault("error_messages", {"invalid": self.invalid})
        super().__init__(**kwargs)

    def to_python(self, value):
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class Hours(Tenths):
    """Hours as people write them, kept as a number of hours; what does not come out even is rounded up, for the person."""

    invalid = f"Please write the hours {AS_HOURS}."

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "text"}))  # a keypad of digits has no h, m or :
        super().__init__(**kwargs)

    def to_python(self, value):
        words = value.strip() if isinstance(value, str) else ""
        if re.search(r"[a-z:½¼¾]", words.casefold()):
            try:
                minutes = minutes_typed(words)
            except ValueError as unread:
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from unread
            step = Decimal(1).scaleb(-self.decimal_places)
            value = (Decimal(minutes) / 60).quantize(step, ROUND_UP)
        return super().to_python(value)


class RateForm(TableForm):
    """An amount from a day on. The same scheme and band again takes the place of the amount before."""

    scheme = forms.CharField(
        label="Whose rates?", max_length=80, help_text="For example: our own, or those of a funder."
    )
    band = forms.CharField(label="For what?", max_length=80, help_text="For example: half a day.")
    amount = Pounds(label="How much, in pounds?")
    valid_from = forms.DateField(label="From which day?", widget=DayInput)


class ExpenseTypeForm(TableModelForm):
    """One kind of cost and its rules."""

    class Meta:
        model = ExpenseType
        fields = ["name", "needs_agreement", "needs_receipt", "cap", "unit", "unit_amount", "is_active"]
        labels = {
            "name": "What is it called?",
            "needs_agreement": "It has to be agreed on before",
            "needs_receipt": "It needs a receipt",
            "cap": "At most, in pounds, each time",
            "unit": "Paid for each what? For example: mile",
            "unit_amount": "How much for each, in pounds?",
            "is_active": "People can claim it",
        }
        help_texts = {
            "cap": "Empty: what it really cost.",
            "unit": "Leave both empty for what is paid by its receipt.",
        }
        field_classes = {"cap": Pounds, "unit_amount": Pounds}

    def clean(self):
        cleaned = super().clean()
        unit, each = cleaned.get("unit"), cleaned.get("unit_amount")
        if bool(unit) != bool(each):
            self.add_error("unit_amount", "Please fill in both, or neither.")
        for name in ("cap", "unit_amount"):
            if cleaned.get(name) is not None and cleaned[name] <= 0:
                self.add_error(name, "Please write an amount above nought.")
        return cleaned

    def _post_clean(self):
        """What holds is said in words above; the model's own checks stay with the database."""
        self.instance = self.instance or ExpenseType()


def _checked(form, cleaned):
    for name in LIMITS:
        if cleaned.get(name) is not None and cleaned[name] <= 0:
            form.add_error(name, "Please write a number above nought, or leave it empty for no limit.")
    return cleaned


LIMIT_LABELS = {
    "weekly_count": "Paid things in a week",
    "weekly_amount": "Pounds in a week",
    "monthly_amount": "Pounds in a month",
    "monthly_hours": "Hours in a month",
}


class RulesForm(TableModelForm):
    """What this charity decided."""

    rows = {"advice": 3}

    class Meta:
        model = RecognitionRules
        fields = ["pay_within", "late_hours", "pays_when_late", "pays_preparation", *LIMITS, "advice"]
        labels = {
            "pay_within": "Working days until a claim is paid",
            "late_hours": "Calling something off is late within how many hours before?",
            "pays_when_late": "When we call it off late, it is paid all the same",
            "pays_preparation": "Time to prepare is paid",
            "advice": "Where people get advice about benefits",
            **{name: f"{words}, for one person" for name, words in LIMIT_LABELS.items()},
        }
        help_texts = {
            "weekly_count": "We warn before anybody is asked to more. Empty: no limit.",
            "advice": "One place a line, with its telephone number or address. This site never answers such a question.",
        }
        field_classes = {"weekly_amount": Pounds, "monthly_amount": Pounds, "monthly_hours": Hours}

    def clean(self):
        return _checked(self, super().clean())


class PersonLimitsForm(TableModelForm):
    """What one person asked for themselves; and whether finance can pay them."""

    class Meta:
        model = RecognitionProfile
        fields = [*LIMITS, "finance_has_details"]
        labels = {**LIMIT_LABELS, "finance_has_details": "Finance has what it needs to pay them"}
        help_texts = {
            "weekly_count": "Only where they asked for a limit of their own. Empty: as for everybody.",
            "finance_has_details": "Never write an account number here. Finance keeps it.",
        }
        field_classes = {"weekly_amount": Pounds, "monthly_amount": Pounds, "monthly_hours": Hours}

    def clean(self):
        return _checked(self, super().clean())
