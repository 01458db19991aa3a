"""From facts to words: three templates, maybe five, become one letter."""

import functools

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
    parts = {}
    for part in ("subject.txt", "txt", "html", "script.txt", "short.txt"):
        compiled = _template(f"{template}.{part}")
        if compiled is None and part in ("subject.txt", "txt"):
            raise TemplateDoesNotExist(f"{template}.{part}")
        parts[part] = compiled.render(words) if compiled else ""
    html = _inliner.inline(parts["html"]) if parts["html"] else ""
    return Rendered(
        subject=one_line(parts["subject.txt"])[:200],
        text=parts["txt"].strip() + "\n",
        html=html,
        script=parts["script.txt"].strip(),
        short=parts["short.txt"].strip(),
        attachments=list(attachments),
    )


def _may_link(address) -> bool:
    return isinstance(address, str) and address.startswith("https://") and not any(c.isspace() or c in "<>\"'" for c in address)
