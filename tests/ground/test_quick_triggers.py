"""The quick registry of triggers holds what pgtrigger's own would, and refuses what it would refuse."""

import pgtrigger
import pytest
from pgtrigger import registry

from members.models import Person
from projects.models import Project


def own(of):
    """The answer that pgtrigger would work out from all its rows."""
    rows = registry._registry.values()
    if of == "tables":
        return {(model._meta.db_table, trigger.name): trigger for model, trigger in rows}
    return {trigger.get_pgid(model) for model, trigger in rows}


def as_its_own():
    return registry._registry.by_db_table == own("tables") and registry._registry.pg_function_names == own("functions")


def test_what_is_kept_is_what_would_be_worked_out():
    assert len(registry._registry) > 500
    assert as_its_own()


def test_it_stays_so_when_a_trigger_comes_and_goes():
    one = pgtrigger.Protect(name="for_a_moment", operation=pgtrigger.Delete)
    one.register(Project)
    assert ("projects_project", "for_a_moment") in registry._registry.by_db_table
    assert as_its_own()
    one.unregister(Project)
    assert ("projects_project", "for_a_moment") not in registry._registry.by_db_table
    assert as_its_own()


def test_a_second_trigger_of_one_name_on_one_table_is_refused():
    first = pgtrigger.Protect(name="only_one", operation=pgtrigger.Delete)
    first.register(Person)
    try:
        with pytest.raises(KeyError, match="already used for model"):
            pgtrigger.Protect(name="only_one", operation=pgtrigger.Update).register(Person)
    finally:
        first.unregister(Person)
    assert as_its_own()
