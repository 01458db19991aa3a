"""Whatever we keep about a person is named once, with what happens to it."""

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from pghistory.models import Event

from members import personal_data
from members.models import Person
from members.personal_data import Erase, History
from members.queries import kinds_of_record


def all_models():
    return [m for m in apps.get_models() if not issubclass(m, Event) and not m._meta.proxy]


def unnamed(found):
    """The rule itself: models nobody has put into the register."""
    return [m._meta.label for m in found if not personal_data.find(m) and not personal_data.reason_why_impersonal(m)]


def ways_to_a_person(model):
    return {
        f.name for f in model._meta.get_fields() if f.is_relation and not f.auto_created and f.related_model is Person
    }


def leads_to_a_person(model, path):
    for step in path.split("__"):
        field = model._meta.pk if step == "pk" else model._meta.get_field(step)
        model = field.related_model or model
    return model is Person


def test_every_model_of_the_site_is_named():
    assert unnamed(all_models()) == []


def test_a_model_nobody_named_is_reported():
    class Diary(models.Model):
        person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "nowhere"

        def __str__(self):
            return "diary"

    assert unnamed([Diary]) == ["nowhere.Diary"]


def test_every_way_to_a_person_is_named_with_what_erasing_does():
    for model in all_models():
        record = personal_data.find(model)
        if record is None:
            assert not ways_to_a_person(model), f"{model._meta.label} is called impersonal and points to a person"
        else:
            assert ways_to_a_person(model) <= set(record.paths), f"{model._meta.label} has a way nobody named"


def test_every_path_leads_to_a_person_and_every_period_is_a_sentence():
    for record in personal_data.records():
        for path in record.paths:
            try:
                assert leads_to_a_person(record.model, path), f"{record.model._meta.label}: {path}"
            except FieldDoesNotExist:
                pytest.fail(f"{record.model._meta.label} has no {path}")
        assert record.retain.endswith("."), record.model._meta.label


def test_history_is_named_exactly_where_there_is_one():
    tracked = {
        e.pgh_tracked_model for e in apps.get_models() if issubclass(e, Event) and hasattr(e, "pgh_tracked_model")
    }
    for record in personal_data.records():
        assert (record.history == History.REDACT) == (record.model in tracked), record.model._meta.label


def test_somebody_elses_row_never_goes_with_the_person_who_only_touched_it():
    for record in personal_data.records():
        for path in record.paths:
            if path.endswith("_by") and path != "asked_by" and not record.hold:
                assert record.paths[path] == Erase.UNLINK


def test_a_model_cannot_be_named_twice():
    with pytest.raises(ValueError, match="already"):
        personal_data.impersonal(Person, "surely not")


def test_every_record_of_a_person_has_a_name_a_person_would_use():
    """The page of what is held, and the question before an erasure, read like that: never by the names of tables."""
    ours = [
        model
        for model in all_models()
        if model.__module__.startswith(("members.", "meetings.", "projects.", "coproduction."))
    ]
    assert [m._meta.label for m in ours if ways_to_a_person(m) and m._meta.label not in kinds_of_record.WORDS] == []


def test_every_kind_that_is_sorted_by_hand_is_there_and_sorted_once():
    labels = {model._meta.label for model in all_models()}
    assert set(kinds_of_record.ELSEWHERE) <= labels
    names = " ".join(kinds_of_record.MEMBER_SORTS.values()).split()
    assert len(names) == len(set(names))
