"""D20, field level (ASVS 8.2.3): a form is sent once as it stands and once with every field of its model added; the second
time nothing more may be written than the first. A mark that only the added fields carry gives it away.

The forms of the records people care most about; test_d20_objects.py compares the rows themselves.
"""

import re

import pytest
from django import forms
from django.apps import apps
from django.db import connection, models, transaction
from django.forms import BaseForm
from django.http import HttpResponse
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone

from coproduction import urls as site_map
from members.models import Person
from tests import access_matrix as matrix
from tests.access_walk import address_of, browser
from tests.access_world import World
from tests.drills.test_d20_objects import filled

pytestmark = [pytest.mark.drill, pytest.mark.django_db]
OURS = ("members.", "meetings.", "projects.", "coproduction.")
MARK, NUMBER, SMALL, DAY, TIME = "marked-from-outside", 918273645, 31313, "2003-03-03", "03:33:33"
WRITES = re.compile(r'(?:^|; )(?:INSERT INTO|UPDATE) "(\w+)"')
MARKED = re.compile(rf"{MARK}|{NUMBER}|\b{SMALL}\b|{DAY}|{TIME}")
TRUTH = re.compile(r'"(\w+)" = (true|false)')
MODELS = {model._meta.db_table: model for model in apps.get_models() if model.__module__.startswith(OURS)}
MODELS.pop("members_draft")  # what was typed and could not be sent is kept as it was typed
SOME = ("members:person_edit", "members:channel_edit", "meetings:meeting_edit", "meetings:details", "projects:project_edit",
        "projects:activity_edit")  # fmt: skip
GOES_OUT = {"account_logout", "demo_reset"}
MEANT = {}  # fields of its own that a page reads without a form of Django's, and that are called like a column


def from_outside(model):
    """A value for every field of this model that nobody could mean, each of them to be recognised again."""
    values = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            value = str(NUMBER)
        elif isinstance(field, models.BooleanField):
            value = "on"
        elif isinstance(field, models.SmallIntegerField | models.PositiveSmallIntegerField):
            value = str(SMALL)
        elif isinstance(field, models.IntegerField | models.AutoField | models.DecimalField):
            value = str(NUMBER)
        elif isinstance(field, models.DateTimeField):
            value = f"{DAY} {TIME}"
        elif isinstance(field, models.DateField):
            value = DAY
        elif isinstance(field, models.TimeField):
            value = TIME
        elif field.choices:
            value = str(field.flatchoices[-1][0])
        else:
            value = MARK
        values[field.name] = values[field.attname] = value
    return values


def form_of(response):
    """The first form of a page, or None."""
    for context in response.context or ():
        for each in context.flatten().values() if hasattr(context, "flatten") else ():
            if isinstance(each, BaseForm):
                return each
    return None


def sent_back(form):
    """What a browser would send for it, with something sensible where something is asked for and nothing stands."""
    sent = {name: value for name, value in filled(form).items() if value is not None}
    for bound in form:
        if bound.field.required and not sent.get(bound.html_name):
            sent[bound.html_name] = _sensible(bound.field)
    return sent


def _sensible(field):
    if isinstance(field, forms.ModelChoiceField):
        row = field.queryset.first()
        return [row.pk] if row and isinstance(field, forms.ModelMultipleChoiceField) else row.pk if row else ""
    if isinstance(field, forms.ChoiceField):
        values = [
            value for value, _ in field.choices if value not in ("", None) and not isinstance(value, list | tuple)
        ]
        return ([str(values[0])] if isinstance(field, forms.MultipleChoiceField) else str(values[0])) if values else ""
    if isinstance(field, forms.DateField):
        return timezone.localdate().isoformat()
    if isinstance(field, forms.DateTimeField):
        return f"{timezone.localdate().isoformat()} 10:00"
    if isinstance(field, forms.TimeField):
        return "10:00"
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        return str(field.min_value or 1)
    if isinstance(field, forms.EmailField):
        return "somebody@example.org"
    return "on" if isinstance(field, forms.BooleanField) else "Some words"


def written(client, address, data):
    """What was written by this post, as words without what is new each time; nothing of it stays."""
    with CaptureQueriesContext(connection) as caught, transaction.atomic():
        response = client.post(address, data)
        transaction.set_rollback(True)
    statements = [(found[1], q["sql"]) for q in caught if (found := WRITES.search(q["sql"])) and found[1] in MODELS]
    marks = {(table, mark) for table, sql in statements for mark in MARKED.findall(sql)}
    truths = {(table, *pair) for table, sql in statements for pair in TRUTH.findall(sql)}
    return response.status_code, {table for table, _ in statements}, marks, truths


def posts_of_the_site(world, as_user, names):
    """(name, role, browser, address, what a browser would send) of every address that saves something, as the first who may."""
    for name in names:
        get, post = matrix.GET_AND_POST[name]
        letter = next((each for each in matrix.EVERYBODY if post[each] == "allow"), None)
        if letter is None or name in GOES_OUT:
            continue
        client, address = browser(world, letter, as_user), address_of(world, name, world.mine, letter)
        form = form_of(client.get(address)) if get[letter] == "allow" else None
        shown = {**(sent_back(form) if form else {}), **world.data(name, world.mine)}
        yield name, letter, client, address, shown, {*shown, *(form.fields if form else ())}


def more_than_the_form(world, as_user, names):
    """What was written because of fields that were added from outside; and how many addresses wrote anything at all."""
    found, tried = [], 0
    Person.objects.get_or_create(pk=NUMBER, defaults={"name": "Nobody Meant", "sort_name": "nobody meant"})
    for name, letter, client, address, shown, own in posts_of_the_site(world, as_user, names):
        status, tables, marks, truths = written(client, address, shown)
        if status >= 400 or not tables:
            continue
        tried += 1
        hostile = {key: value for table in tables for key, value in from_outside(MODELS[table]).items()}
        added = {key: value for key, value in hostile.items() if key not in {*own, *MEANT.get(name, "").split()}}
        _, _, more, otherwise = written(client, address, {**added, **shown})
        if more - marks or otherwise - truths:
            found.append(f"{name} as {letter}: {sorted(more - marks)} {sorted(otherwise - truths)}")
    return found, tried


def test_asvs_8_2_3_a_form_with_every_field_of_its_model_added_writes_what_it_shows(cast, as_user):
    found, tried = more_than_the_form(World(cast), as_user, SOME)
    assert found == []
    assert tried >= 3, tried


# ---- negative control ------------------------------------------------------------------------------------------------
def takes_all(request, pk):
    """What a forgetful page would do: whatever is posted goes onto the row."""
    person = Person.objects.get(pk=pk)
    if request.method == "POST":
        person.name = request.POST["name"]
        person.username = request.POST.get("username") or person.username
        person.save()
        return HttpResponse(status=303, headers={"Location": "/"})
    return HttpResponse("")


class TakesAll:
    urlpatterns = [path("members/<int:pk>/edit/", takes_all), *site_map.urlpatterns]


@pytest.mark.control
@override_settings(ROOT_URLCONF=TakesAll)
def test_a_page_that_takes_whatever_is_posted_is_reported(cast, as_user):
    world = World(cast)
    client = browser(world, "C", as_user)
    address = f"/members/{cast.rowan.pk}/edit/"
    _, _, marks, _ = written(client, address, {"name": "Rowan"})
    _, _, more, _ = written(client, address, {**from_outside(Person), "name": "Rowan"})
    assert more - marks == {("members_person", MARK)}
