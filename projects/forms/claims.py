"""A claim on one screen, and what those who pay say to it."""

from django import forms

from members.web import DayInput, TableForm
from members.words import plural, thousands
from projects.actions.claims import MOST_BYTES
from projects.forms.money import Hours, Pounds, Tenths
from projects.models import ClaimKind, ExpenseType, PaidHow

TOO_LARGE = (
    f"This file is too large: at most {MOST_BYTES // 1_000_000} MB. Nothing was kept, and nothing you typed was lost."
)
FOR = "offer:"


class ReceiptInput(forms.ClearableFileInput):
    """On a telephone it offers the camera."""

    def __init__(self):
        super().__init__(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"})


class ClaimForm(TableForm):
    """One cost, fee or voucher. What it is for is one list: what was offered first, then the kinds of costs."""

    kind = forms.ChoiceField(label="What is it for?")
    on_day = forms.DateField(label="On which day was it?", widget=DayInput)
    amount = Pounds(
        label="How much, in pounds?", required=False, help_text="For a fee or miles you can leave this empty."
    )
    quantity = Tenths(label="If it is paid by the mile: how many miles?", required=False)
    receipt = forms.FileField(
        label="A photo of the receipt", required=False, widget=ReceiptInput(),
        help_text="A photo or a PDF, up to 12 MB.", error_messages={"empty": "This file is empty."},
    )  # fmt: skip
    no_receipt = forms.CharField(
        label="No receipt? Say why", max_length=200, required=False, help_text="For example: it comes by post."
    )
    what = forms.CharField(
        label="Anything else we should know?",
        max_length=200,
        required=False,
        help_text="For example: from where to where.",
    )
    hours = Hours(label="How many hours did it take, preparing included?", required=False)
    agreed = forms.BooleanField(label="We agreed on it before", required=False)
    how = forms.ChoiceField(label="How is it paid?", choices=PaidHow.choices, initial=PaidHow.CLAIM, required=False)
    again = forms.BooleanField(label="This is another one, not the same again", required=False)

    def __init__(self, *args, offers, before=None, by_desk=False, too_large=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        self.offers = {f"{FOR}{each.pk}": each for each in offers}
        self.types = {f"type:{each.pk}": each for each in self._types(before)}
        fees = [
            (key, f"{each.get_nature_display()} for “{each.of}” (£{thousands(each.total)})")
            for key, each in self.offers.items()
        ]
        costs = [(key, f"{each.name}: {each.rule_words}") for key, each in self.types.items()]
        groups = [("What we offered", fees)] if fees else []
        self.fields["kind"].choices = [("", "Please choose"), *groups, ("What it cost", costs)]
        if not by_desk:
            del self.fields["how"]

    @staticmethod
    def _types(before):
        shown = list(ExpenseType.objects.filter(is_active=True).order_by("name", "pk"))
        if before is not None and before.type_id and before.type not in shown:
            shown.append(before.type)
        return shown

    def clean(self):
        if self.too_large:
            self._errors.clear()
            self.add_error("receipt", TOO_LARGE)
        return super().clean()

    @property
    def said(self):
        """What `claims.claim` is told."""
        said = dict(self.cleaned_data)
        key = said.pop("kind")
        if key in self.offers:
            offer = self.offers[key]
            return {
                **said,
                "kind": ClaimKind(offer.nature),
                "offer": offer,
                "type": None,
                "how": said.get("how") or "claim",
            }
        return {**said, "kind": ClaimKind.COST, "type": self.types[key], "how": said.get("how") or PaidHow.CLAIM}


def claim_as_typed(claim):
    """What the form begins with when a claim is put right."""
    names = ("on_day", "amount", "quantity", "hours", "what", "agreed", "no_receipt", "how")
    typed = {name: getattr(claim, name) for name in names}
    return {**typed, "kind": f"type:{claim.type_id}" if claim.type_id else f"{FOR}{claim.offer_id}"}


class ReplyForm(TableForm):
    """The answer to a question about a claim."""

    reply = forms.CharField(label="Your answer", max_length=400, widget=forms.Textarea)
    rows = {"reply": 2}

    def __init__(self, *args, mine, **kwargs):
        super().__init__(*args, **kwargs)
        if not mine:
            self.fields["reply"].label = "Their answer"


class QueryForm(TableForm):
    query = forms.CharField(label="What do you need to know?", max_length=400, widget=forms.Textarea)
    rows = {"query": 2}


class DeclineForm(TableForm):
    because = forms.CharField(
        label="Why can’t it be paid?",
        max_length=400,
        widget=forms.Textarea,
        help_text="They read it as you write it here.",
    )
    rows = {"because": 2}


class PaidForm(TableForm):
    paid_on = forms.DateField(label="On which day did the money leave?", widget=DayInput)


class TakeOutForm(TableForm):
    """Which file; the reason is kept with who took it."""

    NEW, AGAIN = (("pay", "To pay people"), ("check", "To check our records")), "again"
    reason = forms.ChoiceField(label="What is the file for?", widget=forms.RadioSelect)
    file = forms.ChoiceField(
        label="Which file?", choices=[("xlsx", "A spreadsheet (.xlsx)"), ("csv", "Plain rows (.csv)")],
        widget=forms.RadioSelect, initial="xlsx",
    )  # fmt: skip

    def __init__(self, *args, waiting, last, **kwargs):
        super().__init__(*args, **kwargs)
        again = f"The last file again ({plural(len(last), 'claim')}), because it did not reach me"
        choices = [*(self.NEW if waiting else ()), *([(self.AGAIN, again)] if last else ())]
        self.fields["reason"].choices = choices
        self.fields["reason"].initial = choices[0][0] if choices else None
