"""What is offered, and what somebody would like."""

from decimal import Decimal

from django import forms

from members.web import DayInput, Refused, TableForm
from projects.forms.money import Hours, Pounds
from projects.models import PAID, ExpenseType, Nature, Rate, Wish
from projects.recognition_rules import check_offer


class OfferForm(TableForm):
    """The offer, before anybody answers (PAY-07)."""

    nature = forms.ChoiceField(
        label="What do we offer for taking part?", choices=Nature.choices, widget=forms.RadioSelect
    )
    duration = forms.CharField(label="For how long?", max_length=120, help_text="For example: two hours, with a break.")
    frequency = forms.CharField(label="How often?", max_length=120, required=False, help_text="For example: once.")
    rate = forms.ModelChoiceField(
        Rate.objects.none(), label="Which rate?", required=False, empty_label="Another amount, or none",
        help_text="Its amount is copied. Later changes of the rate change nothing of this offer.",
    )  # fmt: skip
    amount = Pounds(label="How much, in pounds?", required=False, help_text="Only if no rate fits.")
    prep_amount = Pounds(label="And for preparing, in pounds?", required=False)
    hours = Hours(label="How many hours, preparing included?", required=False)
    on_day = forms.DateField(
        label="On which day?", widget=DayInput, required=False,
        help_text="Limits for a week or a month are looked at for this day.",
    )  # fmt: skip
    expenses = forms.ModelMultipleChoiceField(
        ExpenseType.objects.none(),
        label="Which costs do we pay back?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    over_because = forms.CharField(
        label="If it goes above somebody's limit: why is it right all the same?", max_length=300, required=False
    )

    def __init__(self, *args, day, may_go_over=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rate"].queryset = Rate.objects.on(day).in_order()
        self.fields["expenses"].queryset = ExpenseType.objects.filter(is_active=True).order_by("name", "pk")
        if not may_go_over:
            del self.fields["over_because"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("rate") and cleaned.get("amount") is not None and cleaned["amount"] != cleaned["rate"].amount:
            self.add_error("amount", "Please choose a rate or write an amount, not both.")
        if not self.errors:
            self._check_as_an_offer(cleaned)
        return cleaned

    def _check_as_an_offer(self, cleaned):
        amount, rate = cleaned.get("amount"), cleaned.get("rate")
        amount = amount if amount is not None else rate.amount if rate and cleaned["nature"] in PAID else Decimal(0)
        prep = cleaned.get("prep_amount") or Decimal(0)
        try:
            check_offer(nature=cleaned["nature"], amount=amount, prep_amount=prep, duration=cleaned["duration"])
        except Refused as no:
            self.add_error(no.field, str(no))


def offer_as_typed(offer):
    """What the form begins with."""
    if offer is None:
        return {"nature": "", "prep_amount": None}
    names = ("nature", "duration", "frequency", "prep_amount", "hours", "on_day", "over_because")
    typed = {name: getattr(offer, name) for name in names}
    typed["amount"] = offer.amount or None
    typed["prep_amount"] = offer.prep_amount or None
    typed["expenses"] = list(ExpenseType.objects.filter(name__in=offer.expenses).values_list("pk", flat=True))
    return typed


class WishForm(TableForm):
    """What somebody would like: usually, or for one offer."""

    wish = forms.ChoiceField(label="What would you like?", choices=Wish.choices, widget=forms.RadioSelect)
    charity_name = forms.CharField(label="If a charity: which one?", max_length=120, required=False)
    accepted = Pounds(
        label="If you would like less: how much, in pounds?", required=False,
        help_text="Leave it empty for what was offered.",
    )  # fmt: skip
    has_read = forms.BooleanField(label="I have read what it says about benefits", required=False)

    def __init__(self, *args, offer=None, cautioned=False, by_desk=False, **kwargs):
        super().__init__(*args, **kwargs)
        if offer is None or not offer.total:
            del self.fields["accepted"]
        if cautioned:
            del self.fields["has_read"]
        elif by_desk:
            self.fields["has_read"].label = "I read to them what it says about benefits"
        if by_desk:
            self.fields["wish"].label = "What would they like?"
        if offer is not None and not offer.is_paid:
            self.fields["wish"].choices = [
                (value, words) for value, words in Wish.choices if value in (Wish.EXPENSES, Wish.NOTHING)
            ]
