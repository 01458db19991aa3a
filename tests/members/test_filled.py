"""Which tables hold anything: whoever looks through all of them may leave the others out."""

import pytest
from django.apps import apps

from members.models import Person
from members.queries import filled
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_table_is_among_them_from_its_first_row_to_its_last_its_history_too():
    history = apps.get_model("members", "PersonEvent")
    assert not {Person, history} & filled.models()
    someone = make.person("Somebody Here")
    assert {Person, history} <= filled.models()
    Person.objects.filter(pk=someone.pk).delete()
    assert Person not in filled.models()
    assert history in filled.models()


def test_it_is_asked_of_every_table_in_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        found = filled.models()
    assert found == {model for model in found if model._base_manager.exists()}
    ours = {m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy}
    assert found == {model for model in ours if model._base_manager.exists()}
