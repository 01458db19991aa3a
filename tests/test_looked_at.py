"""What the browser's visitor looks for is found: also on a kind of page that axe-core has read before."""

import pytest

from tests.drills import harness
from tests.journeys.visitor import Visitor

WELL = "<!doctype html><html lang='en'><title>A page</title><main><h1>Words</h1><p>{}</p></main></html>"


@pytest.fixture
def visitor(chromium):
    context = chromium.new_context()
    yield Visitor(context, "about:", javascript=True)
    context.close()


def show(visitor, words):
    visitor.page.set_content(WELL.format(words))
    visitor._ask_axe()


@pytest.mark.control
@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ("<img src='data:,'>", "image-alt"),
        ("<input type='text'>", "label"),
        ("<button type='button'></button>", "button-name"),
        ("<span class='pale' style='color:#eee;background:#fff'>Hardly to be read</span>", "color-contrast"),
    ],
)
def test_what_a_page_holds_for_the_first_time_is_read(visitor, wrong, rule):
    show(visitor, "Plain words. <button type='button'>Go on</button>")
    with pytest.raises(AssertionError, match=rule):
        show(visitor, wrong)


@pytest.mark.skipif(harness.FULL, reason="In full every page is read every time.")
def test_what_was_read_is_not_read_again(visitor, monkeypatch):
    show(visitor, "Plain words.")
    monkeypatch.setattr(visitor, "_let_axe_read", lambda **_: pytest.fail("it was read again"))
    show(visitor, "Other words.")
