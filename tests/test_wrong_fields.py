"""A line of an error summary stands far away from its field, so it says what it is about."""

from django import forms
from django.template.loader import render_to_string

from members.web import TableForm


class Asked(TableForm):
    name = forms.CharField(label="Your name")
    way = forms.ChoiceField(
        label="How shall we tell you?", choices=[("a", "A")], error_messages={"required": "Please choose one."}
    )
    agreed = forms.BooleanField(label="We may keep this", error_messages={"required": "Please tick this."})
    press = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "Please press an answer."})


def test_each_line_says_what_it_is_about_and_says_it_once():
    drawn = render_to_string("components/error_summary.html", {"form": Asked({})})
    lines = [part.partition("</a>")[0].rpartition(">")[2] for part in drawn.split("<li>")[1:]]
    assert lines == [
        "Please fill in: Your name",
        "How shall we tell you? Please choose one.",
        "We may keep this: Please tick this.",
        "Please press an answer.",
    ]


def test_nothing_is_called_wrong_before_anybody_typed():
    fresh, sent = Asked(), Asked({})
    assert [str(fresh[name]).count('aria-invalid="false"') for name in ("name", "agreed")] == [1, 0]
    assert 'aria-invalid="true"' in str(sent["name"])
    assert 'aria-invalid="false"' not in str(sent["name"])
