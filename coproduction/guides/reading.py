"""A guide as a page: the Markdown that lies in docs/ drawn once, with our pictures and our addresses.

Our own files, never words that somebody typed; HTML inside them is drawn as it is written. The library is loaded by the
first who opens a guide, so that a site whose guides nobody reads carries none of it.
"""

import functools
import re
from pathlib import Path

from django.template import Context, Engine
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape

PICTURE = re.compile(r"^!\[([^\]]+)\]\(([^)]+)\)$", re.M)
LINK = re.compile(r"\]\((?:\.\./)?(guides/|data-protection/)?([a-z-]+)\.md\)")
NOTE = re.compile(r"<!--.*?-->\n?", re.S)


@functools.cache
def drawn(file: Path) -> str:
    """The file as safe HTML, without its first heading, which the page gives."""
    words = NOTE.sub("", file.read_text()).partition("\n")[2]
    here = "guides/" if file.parent.name == "guides" else "data-protection/"
    words = LINK.sub(lambda found: f"]({_address(found[1] or here, found[2])})", words)
    before, *blocks = _blocks(words)
    html = _html(before) + "".join(_beside(alt, picture, text) for alt, picture, text in blocks)
    return Engine.get_default().from_string("{% verbatim %}" + html + "{% endverbatim %}").render(Context())


def title(file: Path) -> str:
    return file.read_text().partition("\n")[0].removeprefix("# ")


def _blocks(words: str) -> list:
    """What stands before the first picture, then each picture with what follows it up to the next heading or picture."""
    parts = PICTURE.split(words)
    return [parts[0], *zip(parts[1::3], parts[2::3], parts[3::3], strict=True)]


def _beside(alt: str, picture: str, text: str) -> str:
    """A picture with the words it belongs to; a heading after them begins something else."""
    own, heading, rest = text.partition("\n## ") if not text.lstrip().startswith("## ") else _second_heading(text)
    image = f'<img src="{static(picture.rpartition("static/")[2])}" alt="{escape(alt)}">'
    return f'<div class="beside">{image}<div>{_html(own)}</div></div>{_html(heading.lstrip() + rest)}'


def _second_heading(text: str) -> tuple[str, str, str]:
    start = text.index("## ") + 3
    own, heading, rest = text[start:].partition("\n## ")
    return text[:start] + own, heading, rest


def _html(words: str) -> str:
    reader = _markdown()
    return reader.renderer.render(_cards(reader.parse(words)), reader.options, {})


@functools.cache
def _markdown():
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _cards(tokens: list) -> list:
    """Each table as ours are: its first column heads the row, and on a small screen each cell repeats its heading."""
    heads, column = [], 0
    for token, following in zip(tokens, [*tokens[1:], None], strict=False):
        match token.type:
            case "table_open":
                token.attrSet("class", "table table-cards")
                heads = []
            case "th_open":
                token.attrSet("scope", "col")
                heads.append(following.content)
            case "tr_open":
                column = 0
            case "td_open" if column == 0:
                token.tag, column = "th", 1
                token.attrSet("scope", "row")
            case "td_open":
                token.attrSet("data-label", heads[column])
                column += 1
            case "td_close" if column == 1:
                token.tag = "th"
    return tokens


def _address(place: str, name: str) -> str:
    return reverse("guide" if place == "guides/" else "settings_data_paper", args=[name])
