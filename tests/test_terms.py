"""Pages speak of *members*, *clients*, the *Network* and the *Advisory Group* in the charity's own words."""

import re
from pathlib import Path

PAGES = Path(__file__).parent.parent / "templates"
USUAL = re.compile(r"\b(?:[Mm]embers?|[Cc]lients?|Network|Advisory Group)\b")
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>", re.S)
AS_IT_IS = {
    "components/gallery.html",  # the gallery shows components, not a charity
    "components/list.html",  # a comment for whoever builds with it
    "members/erase.html",  # quotes what an erased name becomes
    "settings/settings.html",  # names the words one may change
}


def unsaid(pages):
    found = []
    for path in sorted(pages.rglob("*.html")):
        name = str(path.relative_to(pages))
        if name in AS_IT_IS or name.startswith("demo/"):
            continue
        found += [f"{name}: {words}" for words in USUAL.findall(TAGS.sub("", path.read_text()))]
    return found


def test_no_page_names_members_in_words_of_ours_alone():
    assert unsaid(PAGES) == []


def test_a_page_that_does_is_found(tmp_path):
    (tmp_path / "page.html").write_text('<p class="member">Every member {% term "member" %}</p>')
    assert unsaid(tmp_path) == ["page.html: member"]
