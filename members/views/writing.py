"""Writing to a set of people: draft, look, try, send, hold, stop; and the charity's own paragraphs in standard letters."""

import re

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.actions import writing as actions
from members.emails import mailing as letters_to_many
from members.forms.writing import LetterWordsForm, MailingForm
from members.models import Letter, LetterWords, Mailing
from members.models.channel import Way
from members.models.mailing import MailingState
from members.permissions import Permission
from members.post import kinds
from members.queries import audiences
from members.queries import letter_words as words_of_letters
from members.queries import mailings as queries
from members.rules.writing import reading_age
from members.web import form_page, needs, once, page, paginate, post_only, refusals_answered, refusals_into

LEFT_OUT_SHOWN = 60
OWN_KEY = re.compile(r"(https?://\S+?/)[\w-]{16,}/")


@needs(Permission.WRITE_TO_PEOPLE)
def mailings(request):
    """What was written to many, the newest first."""
    found = paginate(request, Mailing.objects.select_related("written_by"), per_page=30)
    return page(request, "members/mailings.html", {"found": found})


@needs(Permission.WRITE_TO_PEOPLE)
@once
def mailing_new(request):
    return _write(request, None)


@needs(Permission.WRITE_TO_PEOPLE)
def mailing_edit(request, pk):
    found = _find(pk)
    if found.state != MailingState.DRAFT:
        return redirect("members:mailing", pk)
    return _write(request, found)


def _find(pk):
    return get_object_or_404(Mailing.objects.select_related("written_by"), pk=pk)


def _write(request, found):
    now = timezone.now()
    start = {}
    if found is not None:
        names = ("audience", "picked", "purpose", "about", "subject", "words")
        start = {name: getattr(found, name) for name in names}
    form = MailingForm(request.POST or None, initial=start, now=now)
    if "look" in request.POST:  # only somebody's name was looked for: everything typed stays, nothing is wrong yet
        form.is_bound = False
        form.initial = {name: _typed(request, name) for name in form.fields}
        return form_page(request, "members/mailing_form.html", form, {"mailing": found})
    if form.is_valid():
        with refusals_into(form):
            made = actions.draft(mailing=found, actor=request.actor, now=now, **form.cleaned_data)
            return redirect("members:mailing", made.pk)
    return form_page(request, "members/mailing_form.html", form, {"mailing": found})


def _typed(request, name):
    return request.POST.getlist(name) if name in ("audience", "picked") else request.POST.get(name, "")


@needs(Permission.WRITE_TO_PEOPLE)
def mailing(request, pk):
    """A draft: who gets it and how it looks. Sent: how far it is."""
    found = _find(pk)
    if found.state == MailingState.DRAFT:
        return _draft_page(request, found)
    progress = queries.progress_of(found)
    context = {
        "mailing": found,
        "progress": progress,
        "moving": bool(progress["waiting"] - progress["held"]),
        "id": "_mailing",
    }
    return page(request, "members/mailing_sent.html", context, partial="members/_mailing_progress.html")


def _draft_page(request, found):
    now = timezone.now()
    reach = queries.reach_of(found, day=timezone.localdate(now))
    wanted = request.GET.get("as", "")
    person = next((p for p in reach.people if str(p.pk) == wanted), reach.people[0] if reach.people else request.user)
    shown = letters_to_many.compose(found, first_name=person.first_name)
    context = {
        "mailing": found,
        "chosen": audiences.words_of(found.audience, now=now),
        "reach": reach,
        "left_out": reach.left_out[:LEFT_OUT_SHOWN],
        "more_left_out": max(0, len(reach.left_out) - LEFT_OUT_SHOWN),
        "shown": shown,
        "shown_for": person,
        "others": reach.people[:30],
        "age": reading_age(found.words),
    }
    return page(request, "members/mailing_draft.html", context)


@post_only
@needs(Permission.WRITE_TO_PEOPLE)
@refusals_answered
def mailing_try(request, pk):
    actions.send_a_try(mailing=_find(pk), actor=request.actor, now=timezone.now())
    messages.success(request, "On its way to you alone.")
    return redirect("members:mailing", pk)


@post_only
@needs(Permission.WRITE_TO_PEOPLE)
@refusals_answered
def mailing_send(request, pk):
    count = request.POST.get("count", "")
    actions.send(
        mailing=_find(pk), count=int(count) if count.isdecimal() and len(count) < 8 else -1, actor=request.actor,
        now=timezone.now(),
    )  # fmt: skip
    return redirect("members:mailing", pk)


@post_only
@needs(Permission.WRITE_TO_PEOPLE)
@refusals_answered
def mailing_change(request, pk, what):
    """Hold, let go, stop; or throw a draft away."""
    found, now = _find(pk), timezone.now()
    match what:
        case "hold":
            messages.success(request, f"On hold: {actions.hold(mailing=found, actor=request.actor)} have not left.")
        case "let-go":
            actions.let_go(mailing=found, actor=request.actor)
            messages.success(request, "On its way again.")
        case "stop":
            spared = actions.stop(mailing=found, actor=request.actor, now=now)
            messages.success(request, f"Stopped. {spared} will not get it.")
        case "throw-away":
            actions.throw_away(mailing=found, actor=request.actor)
            messages.success(request, "Thrown away. Nobody got it.")
            return redirect("members:mailings")
        case _:
            raise Http404
    return redirect("members:mailing", pk)


# ---- the charity's own paragraphs ------------------------------------------------------------------------------------
@needs(Permission.EDIT_LETTER_WORDS)
def letter_words(request):
    """Every standard letter with a paragraph that may be worded anew."""
    own = {row.kind: row for row in LetterWords.objects.select_related("written_by")}
    rows = [(slot, own.get(slot.kind)) for slot in words_of_letters.slots()]
    return page(request, "members/letter_words.html", {"rows": rows})


@needs(Permission.EDIT_LETTER_WORDS)
def letter_words_edit(request, kind):
    """The original beside the charity's own, and a letter of this kind as somebody last got it, in today's words."""
    slot = words_of_letters.find(kind)
    if slot is None:
        raise Http404
    own = LetterWords.objects.filter(kind=kind).first()
    form = LetterWordsForm(request.POST or None, initial={"words": own.words if own else slot.original})
    if form.is_valid():
        with refusals_into(form):
            actions.word_anew(kind=kind, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "From now on letters of this kind say it so.")
            return redirect("members:letter_words_edit", kind)
    words = own.words if own else slot.original
    context = {"slot": slot, "own": own, "example": _example(kind), "age": reading_age(words)}
    return form_page(request, "members/letter_words_edit.html", form, context)


def _without_keys(text):
    """A link is that person's own: whoever has it can answer for them."""
    return OWN_KEY.sub(r"\1…/", text)


def _example(kind):
    """The last letter of this kind as it would read today; None while there is none, or what it was about has gone."""
    for letter in Letter.objects.filter(kind=kind, person__isnull=False).select_related("person").order_by("-pk")[:3]:
        try:
            shown = kinds.get(kind).render(letter, now=timezone.now())
            letter.way = Way.POST
            return {
                "text": _without_keys(shown.text),
                "subject": shown.subject,
                "short": _without_keys(shown.short),
                "script": _without_keys(shown.script or shown.text),
            }
        except (LookupError, AttributeError, KeyError, Letter.DoesNotExist):
            continue
        except Exception as problem:  # what it was about may be gone in more ways than one can name
            if "DoesNotExist" not in type(problem).__name__:
                raise
    return None
