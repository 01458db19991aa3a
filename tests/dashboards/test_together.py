"""A question that is asked of many stretches of time at once says of each what it says of that one alone."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coproduction.dashboards import counting_members, counting_work, kin
from coproduction.dashboards.counting_together import STRETCH, OfEach, together
from coproduction.dashboards.periods import period
from coproduction.dashboards.spans import BEGINNING, Span
from projects.models import Claim
from tests import factories as make
from tests.dashboards.conftest import NOW, TODAY
from tests.factories import money

pytestmark = pytest.mark.django_db
SPANS = (
    *kin.spans(period("12m", today=TODAY)), Span(BEGINNING, TODAY), Span(TODAY, TODAY), Span(date(2030, 1, 1), date(2030, 3, 31)),
)  # fmt: skip


@pytest.fixture
def happened(crowd):
    """Needs and paid claims on days around the edges of those stretches."""
    people = crowd(7)
    for at, edge in enumerate({day for span in SPANS for day in (span.first, span.last) if 2020 < day.year < 2030}):
        for more in (-1, 0, 1):
            day = edge + timedelta(days=more)
            meeting = make.meeting(starts_at=NOW.replace(year=day.year, month=day.month, day=day.day, hour=0))
            state = ("met", "not_met", "partly")[(at + more) % 3]
            make.provision(meeting, people[at % 7], state=state, because="It came late" if state == "not_met" else "")
            claim = money.claim(people[(at + more) % 7], kind=("cost", "fee")[at % 2], state="paid")
            Claim.objects.filter(pk=claim.pk).update(paid_on=day)


@pytest.mark.parametrize(
    "question", [lambda span: counting_members.needs(span, now=NOW), counting_work.paid], ids=["needs", "paid"]
)
def test_of_each_stretch_it_says_what_it_says_of_that_one_alone(happened, question):
    each = together({"each": OfEach(SPANS, question(STRETCH))})["each"]
    alone = together({f"q{at}": question(span) for at, span in enumerate(SPANS)})
    assert each == [alone[f"q{at}"] for at in range(len(SPANS))]
    assert len({str(rows) for rows in each}) > 3, "they are not all the same"
    assert each[-1][0]["people"] == 0, "nothing has happened yet in a stretch to come"


def test_of_no_stretch_there_is_nothing_and_the_question_is_written_down_once():
    assert together({"each": OfEach((), counting_work.paid(STRETCH))}) == {"each": []}
    with CaptureQueriesContext(connection) as asked:
        together({"each": OfEach(SPANS, counting_work.paid(STRETCH))})
    ((said,),) = [[each["sql"] for each in asked.captured_queries]]
    assert said.count('FROM "projects_claim"') == 1
