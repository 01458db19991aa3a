"""Why a list of people leaves the site."""

from django import forms

from members.forms.base import TableForm
from members.models import Export


class ExportForm(TableForm):
    """One reason, picked from a list; words of one's own would soon hold a name."""

    reason = forms.ChoiceField(label="What is the list for?", choices=Export.Reason.choices, widget=forms.RadioSelect)
