from meetings.forms.answer import AnswerForm, DetailsForm
from meetings.forms.plan import CancelForm, HeadsForm, NewForm, TimesForm, WhatForm, times_of

__all__ = ["AnswerForm", "CancelForm", "DetailsForm", "HeadsForm", "NewForm", "TimesForm", "WhatForm", "times_of"]
