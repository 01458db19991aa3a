"""Where a definition changed, charts say since when, and star the time in which it did (REP-11)."""

from datetime import date

import pytest

from coproduction.dashboards import definitions, kept
from coproduction.dashboards.definitions import Change
from tests.dashboards.reading import words
from tests.dashboards.test_charts import BEFORE, LAST_YEAR, PAGE, facts, june  # noqa: F401 — fixtures

pytestmark = pytest.mark.django_db


def test_a_chart_says_since_when_it_is_counted_in_another_way(facts, held, crowd, trustee, monkeypatch):  # noqa: F811
    change = Change("MET-15", date(2025, 10, 3), "whoever came as a carer is counted too.")
    monkeypatch.setattr(definitions, "CHANGES", (change,))
    people = crowd(13)
    held(people[:6], on=BEFORE)
    held(people, on=LAST_YEAR)
    found = facts("voices")
    assert [group["name"] for group in found["groups"]] == ["2025-26 *", "2024-25"]
    assert [row[0] for row in found["table"]] == ["2025-26 *", "2024-25"]
    [said] = found["changed"]
    assert said.startswith("* Counted in another way since 3 October 2025: whoever came as a carer is counted too.")
    assert "changed" not in facts("spread"), "of another figure"
    page = words(trustee.get(PAGE))
    assert "2025-26 *" in page
    assert said in page


def test_the_chart_of_the_dashboard_stars_the_month_in_which_its_figure_changed(held, crowd, trustee, monkeypatch):
    held(crowd(6), on=date(2026, 3, 9))
    assert "Counted in another way" not in words(trustee.get("/dashboard/"))
    change = Change("MET-04", date(2026, 3, 3), "talks with commissioners are strategic.")
    monkeypatch.setattr(definitions, "CHANGES", (change,))
    kept.forget()
    page = words(trustee.get("/dashboard/"))
    assert "Mar 2026 *" in page
    assert "Feb 2026 *" not in page
    assert "* Counted in another way since 3 March 2026: talks with commissioners are strategic." in page
    everything = words(trustee.get("/dashboard/?period=all"))
    assert "2026 *" in everything
