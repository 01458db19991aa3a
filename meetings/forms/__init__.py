from meetings.forms.answer import AnswerForm, DetailsForm

__all__ = ["AnswerForm", "DetailsForm"]
