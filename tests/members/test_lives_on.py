"""Each planner lives on what it looks for: where that has no row it is not asked, so another table would silence it."""

import inspect
import re
import sys

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.post import clock

pytestmark = pytest.mark.django_db
PLANNERS = {each.__module__: (each, lives_on) for each, lives_on in clock._planners.items() if lives_on}


def test_most_planners_live_on_something():
    assert len(PLANNERS) >= 15


@pytest.mark.parametrize("name", PLANNERS)
def test_a_planner_asks_for_what_it_lives_on_or_speaks_of_it(name):
    """Some ask only at their hour, or when somebody has agreed; those name it in their own module."""
    planner, lives_on = PLANNERS[name]
    with CaptureQueriesContext(connection) as found:
        planner(now=timezone.now().replace(hour=12))
    asked = " ".join(each["sql"] for each in found.captured_queries)
    source = re.sub(r"lives_on=\([^)]*\)", "", inspect.getsource(sys.modules[name]))
    for model in map(apps.get_model, lives_on):
        words = re.sub(r"(?<!^)(?=[A-Z])", "_?", model.__name__)  # SupporterCopy, supporter_copy
        assert model._meta.db_table in asked or re.search(rf"(?i)\b{words}", source), model
