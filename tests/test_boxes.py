"""No box for sentences cuts off what somebody types: whichever form draws it, and whatever sets its length."""

import ast
import copy
import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.urls import get_resolver

from members.forms.base import Dressed, TableForm
from tests.test_look import drawn

OURS = {"members", "meetings", "projects", "coproduction"}


def of_all_forms(kind=forms.BaseForm):
    for each in kind.__subclasses__():
        yield each
        yield from of_all_forms(each)


def test_no_box_for_sentences_cuts_off_what_is_typed_and_a_small_one_says_how_much_it_holds():
    get_resolver().url_patterns  # noqa: B018 — reading them loads every view, and with it every form
    ours = {each for each in of_all_forms() if each.__module__.split(".")[0] in OURS}
    boxes = [
        (each, name, field)
        for each in ours
        for name, field in each.base_fields.items()
        if isinstance(field.widget, forms.Textarea)
    ]
    assert len(boxes) > 100
    for each, name, field in boxes:
        with_room = [other for other in {each, *of_all_forms(each)} if issubclass(other, Dressed)]
        assert with_room, f"{each.__name__} is not dressed"
        html = drawn(type("Alone", (TableForm,), {name: copy.deepcopy(field)})())
        assert "maxlength" not in html, f"{each.__name__}.{name}"
        if field.max_length and field.max_length <= 1000:
            assert f"Up to about {field.max_length:,} letters." in html, f"{each.__name__}.{name}"


def as_a_page_makes_it(form):
    """The form itself, where it asks for nothing but what was typed; None where only its page knows what it needs."""
    try:
        return form()
    except TypeError:
        return None


@pytest.mark.django_db
def test_a_form_as_it_is_made_cuts_off_nothing_either():
    """What a form sets as it is made, and boxes it adds then, are met too."""
    get_resolver().url_patterns  # noqa: B018 — reading them loads every view, and with it every form
    tried = 0
    for each in {
        each for each in of_all_forms() if each.__module__.split(".")[0] in OURS and issubclass(each, Dressed)
    }:
        form = None if each.__module__ == Dressed.__module__ else as_a_page_makes_it(each)
        for name in form.fields if form else ():
            if isinstance(form.fields[name].widget, forms.Textarea):
                tried += 1
                assert "maxlength" not in str(form[name]), f"{each.__name__}.{name}"
    assert tried > 60


def test_no_source_gives_a_box_for_sentences_a_length_of_its_own():
    """For the forms that only their page can make."""
    sources = [path for app in OURS for path in Path(settings.BASE_DIR, app).rglob("*.py")]
    assert len(sources) > 300
    for path in sources:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "Textarea":
                assert "maxlength" not in ast.unparse(node), path


def test_a_length_that_a_form_sets_as_it_is_made_is_taken_off_a_box_for_sentences():
    class AtRuntime(TableForm):
        said = forms.CharField(widget=forms.Textarea)

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["said"].widget.attrs["maxlength"] = 300
            more = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"maxlength": 300}))
            self.fields["more"] = more

    page = drawn(AtRuntime())
    assert page.count("<textarea") == 2
    assert "maxlength" not in page
    assert "Up to about 300 letters." in page


def test_no_page_draws_a_box_for_sentences_that_cuts_off():
    for page in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        for box in re.findall(r"<textarea[^>]*>", page.read_text()):
            assert "maxlength" not in box, page
