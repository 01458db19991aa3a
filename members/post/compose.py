"""From facts to words: three templates, maybe five, become one letter."""

import functools
from functools import cached_property

import css_inline
from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from members.post.kinds import Rendered
from members.post.plain import flat, one_line

CHARITY = {
    "name": settings.CHARITY_NAME,
    "phone": settings.CHARITY_PHONE,
    "text_number": settings.CHARITY_TEXT_NUMBER,
    "email": settings.CHARITY_EMAIL,
    "hours": settings.CHARITY_HOURS,
    "address": settings.CHARITY_ADDRESS,
}
_inliner = css_inline.CSSInliner(keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False)


@functools.lru_cache(maxsize=400)
def _template(name: str):
    """A compiled template, kept; None when there is none of that name."""
    try:
        return get_template(name)
    except TemplateDoesNotExist:
        return None


def compose(template: str, context: dict, *, links: dict | None = None, attachments=()) -> Rendered:
    """`templates/<template>.subject.txt`, `.txt`, `.html`, and if there are any `.script.txt` and `.short.txt`.

    Whatever people typed is put on one line and loses its links; `links` are the few addresses
    outside this site (a way to join online) that a letter may carry, each by name.
    """
    words = {key: flat(value) for key, value in context.items()}
    words |= {key: value for key, value in (links or {}).items() if _may_link(value)}
    words["charity"] = CHARITY
    subject, text = (_must(f"{template}.{part}").render(words) for part in ("subject.txt", "txt"))
    html = _words(f"{template}.html", words)
    return Composed(
        subject=one_line(subject)[:200],
        text=text.strip() + "\n",
        html=_inliner.inline(html) if html else "",
        attachments=list(attachments),
        source=(template, words),
    )


class Composed(Rendered):
    """Words for the telephone and for a text message are written only when somebody asks for them: most letters are email."""

    def __init__(self, *, source: tuple, **written):
        self.__dict__.update(written, source=source)  # the frozen parent's own way in would write `script` as well

    @cached_property
    def script(self) -> str:
        return _words(f"{self.source[0]}.script.txt", self.source[1])

    @cached_property
    def short(self) -> str:
        return _words(f"{self.source[0]}.short.txt", self.source[1])


def _must(name: str):
    return _template(name) or get_template(name)  # get_template says which one is missing


def _words(name: str, words: dict) -> str:
    compiled = _template(name)
    return compiled.render(words).strip() if compiled else ""


def _may_link(address) -> bool:
    return (
        isinstance(address, str)
        and address.startswith("https://")
        and not any(c.isspace() or c in "<>\"'" for c in address)
    )
