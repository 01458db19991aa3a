"""The components of every page as tags and filters; `docs/components.md` lists them, `/components/` shows them."""

import functools

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join

from coproduction.templatetags import charity_words
from members import permissions, words

register = template.Library()

OF_WORDS = "day full_day clock when hours minutes years plural initials in_quotes without_its_stop"
for name in OF_WORDS.split():
    register.filter(name, getattr(words, name))
for name in ("in_our_words", "with_numbers"):
    register.filter(name, getattr(charity_words, name))
for name in ("charity_facts", "of_the_charity", "term", "away", "owner_away"):
    register.simple_tag(getattr(charity_words, name), name=name)

TONES = {"": "", "teal": "", "sun": "tag-sun", "leaf": "tag-leaf", "clay": "tag-clay", "plain": "tag-plain"}
KINDS = {
    "": "btn",
    "main": "btn btn-primary",
    "quiet": "btn btn-link",
    "warn": "btn btn-warn",
    "small": "btn btn-sm",
    "small-quiet": "btn btn-sm btn-link",
}


def html_attributes(values: dict):
    """Attributes by name (an underscore becomes a hyphen); False and None are left out."""
    said = ((key.rstrip("_").replace("_", "-"), value) for key, value in values.items() if value not in (None, False))
    return format_html_join("", ' {}="{}"', said) if values else ""


@functools.cache
def _drawn_once(path):
    return render_to_string(path)


@register.simple_tag
def constant(path):
    """A part that is the same on every page and for everybody: drawn once for each process."""
    return render_to_string(path) if settings.DEBUG else _drawn_once(path)


@register.simple_tag(takes_context=True)
def can(context, permission, within=None):
    """Whether to draw something: `{% can "PLAN_MEETING" meeting as may %}`; the action asks again."""
    return permissions.can(context["request"].actor, permissions.Permission[permission], within=within)


@register.inclusion_tag("email/_button.html")
def letter_button(url, label):
    """The one button of a letter, with its address in words below."""
    return {"url": url, "label": label}


@register.simple_tag
def icon(name):
    """A small picture beside a word; it says nothing to a screen reader, for the word does."""
    return constant(f"components/icons/{name}.svg") if name else ""


@register.simple_tag
def picture(name, wide=False):
    """One of our own drawings; decoration only, whatever it shows is said in words beside it."""
    return format_html(
        '<div class="picture{}" aria-hidden="true">{}</div>',
        " picture-wide" if wide else "",
        constant(f"components/pictures/{name}.svg"),
    )


@register.simple_tag
def tag(word, tone=""):
    """A state in a word; the colour only repeats it (sun waits, leaf done, clay could not be)."""
    return format_html('<span class="tag {}">{}</span>', TONES[tone], word)


@register.simple_tag
def button(label, kind="", icon_name="", to_hear="", **attributes):
    """A button that sends its form; more attributes (name, hx_post) by name. `to_hear`: what it is about, read aloud only."""
    attributes = {"type": "submit", **attributes}
    about = charity_words.read_aloud(to_hear)
    return format_html(
        '<button class="{}"{}>{}{}{}</button>', KINDS[kind], html_attributes(attributes), icon(icon_name), label, about
    )


@register.simple_tag
def link_button(url, label, kind="", icon_name="", to_hear="", **attributes):
    """A link that looks like a button: it leads somewhere and changes nothing."""
    about, drawn = charity_words.read_aloud(to_hear), html_attributes(attributes)
    return format_html('<a class="{}" href="{}"{}>{}{}{}</a>', KINDS[kind], url, drawn, icon(icon_name), label, about)


@register.simple_tag
def print_button(label="Print this page"):
    """Shown by print.js; without JavaScript the browser's own menu prints as well."""
    return format_html(
        '<button type="button" class="btn btn-sm no-print" data-print hidden>{}{}</button>', icon("print"), label
    )


@register.simple_tag
def person(name, line="", url=""):
    """A person in a list: two letters, the name (a link when there is one), a line of soft words."""
    shown = format_html('<a href="{}">{}</a>', url, name) if url else format_html("<span>{}</span>", name)
    soft = format_html('<span class="person-line">{}</span>', line) if line else ""
    return format_html(
        '<span class="person"><span class="person-mark" aria-hidden="true">{}</span><span>{}{}</span></span>',
        words.initials(name),
        shown,
        soft,
    )


@register.simple_tag
def facts(rows):
    """A list of (label, words); a row without words is left out."""
    return format_html(
        '<dl class="facts">{}</dl>',
        format_html_join(
            "", "<dt>{}</dt><dd>{}</dd>", ((label, said) for label, said in rows if said not in (None, ""))
        ),
    )


@register.simple_tag
def health_hint(asks_the_person=False):
    """Stands beside every box for free text (house rule of the log, and SUP-14).

    Where somebody writes about themselves it also says that nobody watches the box, and whom to ring.
    """
    return (
        charity_words.of_the_charity("components/health_hint_and_help.html")
        if asks_the_person
        else constant("components/health_hint.html")
    )


@register.simple_block_tag
def card(content, title="", tone="", id="", level=2, **attributes):
    """A group of what belongs together; tone: waits, done, not."""
    head = format_html("<h{}>{}</h{}>", level, title, level) if title else ""
    if id:
        attributes["id"] = id
    return format_html(
        '<section class="card{}"{}><div class="card-body">{}{}</div></section>',
        f" card-{tone}" if tone else "",
        html_attributes(attributes),
        head,
        content,
    )


@register.simple_tag
def enter_means(words, value=""):
    """First in a form with several buttons: what pressing Enter in a field does, instead of the first button shown."""
    step = format_html(' name="step" value="{}"', value) if value else ""
    return format_html(
        '<button type="submit" class="visually-hidden" tabindex="-1" aria-hidden="true"{}>{}</button>', step, words
    )


@register.simple_block_tag
def note(content, tone="", title=""):
    """A remark beside the way; tone: nothing (marigold), leaf, clay, teal."""
    head = format_html("<p><strong>{}</strong></p>", title) if title else ""
    return format_html('<div class="note{}">{}{}</div>', f" note-{tone}" if tone else "", head, content)


@register.simple_block_tag
def more(content, title, open=False):
    """What only some want to read: folded, and a press away without JavaScript."""
    return format_html(
        '<details class="more"{}><summary>{}</summary>{}</details>',
        html_attributes({"open": "" if open else None}),
        title,
        content,
    )


@register.simple_block_tag
def empty_state(content, title, picture_name="table", level=2):
    """What will stand here once there is something, and the first step."""
    return format_html(
        '<div class="blank">{}<h{}>{}</h{}>{}</div>',
        picture(picture_name) if picture_name else "",
        level,
        title,
        level,
        content,
    )


@register.simple_block_tag
def tile(
    content, title, figure="", unit="", sentence="", trend="", quality="", definition="", hidden="", is_missing=False, metric="",
    level=2,
):  # fmt: skip
    """One figure as a sentence; `hidden` says why there is none, `is_missing` that nobody has it; the block is anything more."""
    return render_to_string(
        "components/tile.html",
        {
            "title": title, "figure": figure, "unit": unit, "sentence": sentence, "trend": trend, "quality": quality,
            "definition": definition, "hidden": hidden, "is_missing": is_missing, "metric": metric, "content": content, "level": level,
        },
    )  # fmt: skip


def one_press(context, url, fields, pressed, target):
    """A form of one button; written in Python because a page may hold a hundred of them."""
    csrf = context.get("csrf_token")
    if csrf and csrf != "NOTPROVIDED":
        fields = {"csrfmiddlewaretoken": csrf, **fields}
    hidden = format_html_join("", '<input type="hidden" name="{}" value="{}">', fields.items())
    htmx = {"hx-post": url, "hx-target": target, "hx-swap": "outerHTML", "data-retry": ""} if target else {}
    return format_html('<form method="post" action="{}"{}>{}{}</form>', url, html_attributes(htmx), hidden, pressed)


@register.simple_tag(takes_context=True)
def post_button(context, url, label, kind="", icon_name="", target="", to_hear="", **fields):
    """A form of one button; further names become hidden fields; `target` lets htmx replace that element."""
    return one_press(context, url, fields, button(label, kind, icon_name, to_hear), target)


@register.simple_tag(takes_context=True)
def answers(context, url, choices, target="", label="", back=""):
    """One press answers: choices are dicts of label, fields, and if wanted kind, icon, chosen; then to the page `back`."""
    forms, on = [], {"next": back} if back else {}
    for choice in choices:
        if choice.get("chosen"):
            pressed = button(choice["label"], "main", "tick", aria_pressed="true")
        else:
            pressed = button(choice["label"], choice.get("kind", ""), choice.get("icon", ""))
        forms.append((one_press(context, url, choice.get("fields", {}) | on, pressed, target),))
    return format_html(
        '<div class="answers" role="group"{}>{}</div>',
        html_attributes({"aria-label": label or None}),
        format_html_join("", "{}", forms),
    )


@register.inclusion_tag("components/progress.html")
def progress(done, of, label="", poll="", id="progress"):
    """How far a longer piece of work is, in numbers; `poll` is the address htmx asks again every two seconds."""
    said = f"{done:,} of {of:,} done"
    return {
        "done": done,
        "of": of,
        "words": said,
        "label": label,
        "poll": poll if done < of or not of else "",
        "id": id,
    }


@register.inclusion_tag("components/filters.html")
def filters(name, options):
    """Pills that are links: options are (words, address, current)."""
    return {"name": name, "options": options}


@register.inclusion_tag("components/tabs.html")
def tabs(name, options):
    """Pages that belong together, as links: options are (words, address, current)."""
    return {"name": name, "options": options}


@register.inclusion_tag("components/timeline.html")
def timeline(entries):
    """What happened, newest or oldest first: dicts of when, title, and if wanted text, tone (done, waiting, not)."""
    return {"entries": entries}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context, page, words="person,people"):
    """Earlier and later pages of a Paginator page, keeping the rest of the address."""
    return {"request": context.get("request"), "page": page, "words": words}


@register.inclusion_tag("components/chart.html")
def chart(title, sentence, columns, rows, svg="", legend=(), level=2):
    """A picture with its sentence, its legend in words and its table; without a picture the table stands open."""
    return {
        "title": title, "sentence": sentence, "columns": columns, "svg": svg, "legend": legend, "level": level,
        "rows": [list(zip(columns, row, strict=False)) for row in rows],
    }  # fmt: skip


@register.simple_block_tag
def own_words(content, kind):
    """The paragraph of a standard letter that the charity may word itself; what stands inside is the original."""
    return charity_words.own_paragraph(kind) or content
