from meetings.forms.answer import AnswerForm
from meetings.forms.details import DetailsForm, LinkDetailsForm, ProvisionForm, RightForm
from meetings.forms.plan import CancelForm, HeadsForm, NewForm, TimesForm, WhatForm, times_of

__all__ = [
    "AnswerForm",
    "CancelForm",
    "DetailsForm",
    "HeadsForm",
    "LinkDetailsForm",
    "NewForm",
    "ProvisionForm",
    "RightForm",
    "TimesForm",
    "WhatForm",
    "times_of",
]
