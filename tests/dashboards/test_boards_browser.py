"""The figures in a real browser: filters swap their part in place, and are plain links without JavaScript."""

import io

import pytest
from django.utils import timezone
from pypdf import PdfReader

from coproduction.dashboards import board_stories
from members.post import jobs
from projects.models import OwnStory
from tests import factories as make
from tests.projects.test_browser import visit  # noqa: F401 — a fixture

THIRD = 842 / 3  # of a sheet of A4, in points
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def chosen(cast):
    """A story that Sam told and Rowan chose, and something in the log."""
    now = timezone.now()
    people = [make.person(f"Guest {number}", has_lived_experience=True) for number in range(6)]
    make.activity(people=people, level="strategic")
    story = OwnStory.objects.create(
        person=cast.sam, title="I was asked first", words="For once I was there when it began.", shown_as="first_name",
        state="approved", scope="inside", approved_at=now, approved_how="online", expires_on=timezone.localdate().replace(month=12, day=31),
    )  # fmt: skip
    board_stories.choose(own_story=story.pk, actor=cast.actor("rowan"), now=now)
    return story


def test_a_filter_swaps_the_figures_and_leaves_the_reader_where_they_are(visit, cast, chosen):  # noqa: F811
    page = visit(cast.tal).page
    page.goto("/dashboard/")
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="This year", exact=True).click()
    page.wait_for_url("**/dashboard/?period=year")
    page.locator(".lead", has_text="This year:").wait_for()
    assert page.evaluate("window.stayed"), "the page was not loaded anew"
    assert page.evaluate("document.activeElement.id") == "period-2", "the reader is still on the pill they pressed"
    assert page.locator("#_board").count() == 1
    page.locator("#what-changed", has_text="For once I was there").wait_for()
    page.go_back()
    page.locator(".lead", has_text="12 months:").wait_for()
    page.goto("/dashboard/?period=year&level=strategic")
    page.locator(".lead", has_text="at strategic level").wait_for()


def test_without_javascript_the_same_are_links_and_nothing_is_lost(visit, cast, chosen):  # noqa: F811
    page = visit(cast.tal, javascript=False).page
    page.goto("/dashboard/")
    page.get_by_role("link", name="This year", exact=True).click()
    page.locator(".lead", has_text="This year:").wait_for()
    page.get_by_role("link", name="Two or three stories").click()
    page.get_by_text("For once I was there when it began.").wait_for()


def test_charts_fit_a_telephone_and_their_words_are_large_enough(visit, cast, chosen):  # noqa: F811
    page = visit(cast.tal).page
    page.goto("/dashboard/charts/")
    while jobs.work_one(now=timezone.now()):
        pass
    page.goto("/dashboard/charts/")
    drawn = page.locator("figure.chart svg[role=img]").first
    drawn.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    scale = drawn.evaluate("svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width")
    assert 18 * scale >= 14, "words in a picture are not smaller than small print"


def test_the_printed_dashboard_leaves_no_page_half_empty(visit, cast, chosen):  # noqa: F811
    page = visit(cast.tal).page
    page.goto("/dashboard/")
    while jobs.work_one(now=timezone.now()):
        pass
    page.goto("/dashboard/")
    page.locator("#what-changed", has_text="For once I was there").wait_for()
    page.locator(".chart svg").first.wait_for()
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
    lowest = [min(places(sheet)) for sheet in sheets]
    assert len(sheets) <= 3
    assert max(lowest[:-1]) < THIRD, "each but the last is printed down into its last third"
    assert len(sheets[-1].extract_text().split()) > 60, "no sheet for a line"


def places(sheet):
    """How far above the lower edge each piece of text stands, in points."""
    found = []
    sheet.extract_text(
        visitor_text=lambda text, place, line, *_: text.strip() and found.append(place[3] * line[5] + place[5])
    )
    return found
