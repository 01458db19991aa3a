"""What the browser's visitor looks for is found: also on a kind of page that axe-core has read before."""

import pytest

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
        ("<span class='pale' style='color:#eee;background:#fff'>Hardly to be read</span>", "color-contrast"),
    ],
)
def test_what_a_page_holds_for_the_first_time_is_read_and_what_was_read_is_not_read_again(visitor, wrong, rule):
    show(visitor, "Plain words.")
    show(visitor, "Other words.")
    with pytest.raises(AssertionError, match=rule):
        show(visitor, wrong)
