"""From facts to words: three templates, maybe five, become one letter."""

import functools
from functools import cached_property

import css_inline
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from members import charity
from members.post.kinds import Rendered
from members.post.mailing import Common, common
from members.post.plain import flat, one_line

_inliner = css_inline.CSSInliner(keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False)


@functools.lru_cache(maxsize=400)
def _template(name: str):
    """A compiled template, kept; None when there is none of that name."""
    try:
        return get_template(name)
    except TemplateDoesNotExist:
        return None


def compose(template: str, context: dict, *, links: dict | None = None, attachments=(), personal=()) -> Rendered:
    """`templates/<template>.subject.txt`, `.txt`, `.html`, and if there are any `.script.txt`, `.short.txt` and `.slip.txt`.

    Whatever people typed is put on one line and loses its links; `links` are the few addresses
    outside this site (a way to join online) that a letter may carry, each by name. `personal` names what
    differs from person to person in a mailing: plain words that the templates only print, without filters.
    """
    links = links or {}

    def words():
        allowed = {key: value for key, value in links.items() if _may_link(value)}
        return {key: flat(value) for key, value in context.items()} | allowed | {"charity": charity.current()}

    write = functools.partial(_write, template)
    said = common(template, context | links, words, personal=personal, write=write)
    return Composed(said, {name: flat(context[name]) for name in personal}, attachments)


class Composed(Rendered):
    """Words for the telephone and for a text message are written only when somebody asks for them: most letters are email."""

    def __init__(self, said: Common, own: dict, attachments):
        written = {
            "subject": one_line(said.part("subject.txt", own))[:200],
            "text": said.part("txt", own) + "\n",
            "html": said.part("html", own),
            "attachments": list(attachments),
        }
        self.__dict__.update(
            written, _said=said, _own=own
        )  # the frozen parent's own way in would write `script` as well

    @cached_property
    def script(self) -> str:
        return self._said.part("script.txt", self._own)

    @cached_property
    def short(self) -> str:
        return self._said.part("short.txt", self._own)

    @cached_property
    def slip(self) -> str:
        return self._said.part("slip.txt", self._own)


def _write(template: str, part: str, words: dict) -> str:
    """One template with these words; styles of an html letter stand where mail programs read them."""
    name = f"{template}.{part}"
    compiled = _template(name)
    if compiled is None:
        return get_template(name) if part in ("subject.txt", "txt") else ""  # says which one is missing
    written = compiled.render(words).strip()
    return _inliner.inline(written) if part == "html" and written else written


def _may_link(address) -> bool:
    return (
        isinstance(address, str)
        and address.startswith("https://")
        and not any(c.isspace() or c in "<>\"'" for c in address)
    )
