"""Whoever holds a link that is not theirs finds at once what to do, with or without scripts."""

import re
from pathlib import Path

import pytest
from django.conf import settings

PAGES = [
    each
    for each in sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
    if 'href="#not-you"' in each.read_text()
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_not_you_leads_to_words_that_are_open(page):
    words = page.read_text()
    there = words[words.index('id="not-you"') :].split("</section>")[0]
    assert "What to do if you are not" in there
    assert not re.search(r"<details|\{% more", there), "a folded line answers nothing"


def test_every_page_of_a_link_is_looked_at():
    assert {"rsvp.html", "dates_link.html", "invitation.html"} <= {page.name for page in PAGES}
