"""How much post somebody wants, sort by sort."""

from django import forms

from members.forms.base import TableModelForm
from members.models import PostWishes
from members.models.wishes import SORTS, WISHES
from members.queries.wishes import MOST_A_WEEK

MOST = [("", f"{MOST_A_WEEK}, as usual"), ("1", "1"), ("2", "2"), ("5", "5"), ("10", "10"), ("20", "20")]


class WishesForm(TableModelForm):
    """What they must know comes whatever is chosen here, and the page says so."""

    most_a_week = forms.TypedChoiceField(
        label="At most how many letters in a week?",
        choices=MOST,
        coerce=int,
        empty_value=None,
        required=False,
        help_text="What is more waits for the next week. Nothing is lost.",
    )

    class Meta:
        model = PostWishes
        fields = [*(str(sort) for sort in SORTS), "most_a_week", "weekly_letter"]
        labels = {
            "meetings": "Meeting invitations and reminders",
            "invitations": "Invitations to other work",
            "news": "News and thank-yous",
            "surveys": "Questions about how it was",
            "weekly_letter": "Put what can wait into one letter a week",
        }
        help_texts = {"weekly_letter": "It comes on Wednesdays, and only if there is something to say."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for sort in SORTS:
            self.fields[str(sort)].choices = WISHES
        most = self.instance.most_a_week
        if most and str(most) not in dict(MOST):
            self.fields["most_a_week"].choices = [*MOST, (str(most), str(most))]
