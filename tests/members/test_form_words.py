"""What every form says where Django would say it in its own way."""

from django import forms

from members.forms.base import TableForm
from members.words import in_quotes, without_its_stop


class Asked(TableForm):
    kind = forms.ChoiceField(choices=[("", "---------"), ("a", "A")], required=False)
    must = forms.ChoiceField(choices=[("", "---------"), ("a", "A")])
    hours = forms.DecimalField(max_digits=3, decimal_places=1, min_value=0, required=False)


def test_the_empty_choice_has_a_name():
    drawn = str(Asked())
    assert "---" not in drawn
    assert "Not said yet" in str(Asked()["kind"])
    assert "Choose one" in str(Asked()["must"])


def test_a_number_with_too_many_digits_is_refused_in_a_sentence():
    form = Asked({"must": "a", "hours": "1.25"})
    assert form.errors["hours"] == ["Please write fewer digits after the point: at most 1."]
    assert Asked({"must": "a", "hours": "123456"}).errors["hours"]
    assert Asked({"must": "a", "hours": "-3"}).errors["hours"] == ["Please write at least 0."]


def test_a_sentence_that_goes_on_does_not_end_twice():
    assert [without_its_stop(each) for each in ("The panel decides.", "Ash ", None)] == ["The panel decides", "Ash", ""]


def test_words_that_quote_something_themselves_are_not_quoted_twice_over():
    assert in_quotes(" “Service” says who serves. ") == "“‘Service’ says who serves.”"
    assert in_quotes("It's plain") == "“It's plain”"
