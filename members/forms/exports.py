"""Why a list of people leaves the site."""

from django import forms

from members.forms.base import TableForm
from members.models import Export


class ExportForm(TableForm):
    """One reason, picked from a list; words of one's own would soon hold a name."""

    REASONS = tuple(
        pair for pair in Export.Reason.choices if pair[0] != Export.Reason.PAY
    )  # finance's own file says that
    reason = forms.ChoiceField(label="What is the list for?", choices=REASONS, widget=forms.RadioSelect)
