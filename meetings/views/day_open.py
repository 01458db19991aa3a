"""Pages of the day that need no account: the programme, and what a printed code opens."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from meetings import day_sheets
from meetings.actions import day_codes, evaluation, ideas, tables
from meetings.day_queries import programme as parts_of
from meetings.forms.day import CardForm, NoteForm
from meetings.models import DayPurpose, Gathering
from meetings.models.evaluation import SCALE
from meetings.views.day import pdf
from meetings.views.day_finding import uid_of
from members import files
from members.web import Refused, form_page, page, refusals_into

ANSWERED = "answered"  # a cookie of this page alone that says nothing else
HONEYPOT = "website"  # hidden from people; whoever fills it in is a machine


@login_not_required
def programme(request, slug):
    """The programme of a gathering that is no draft, for everybody; those who run it see their draft too."""
    gathering = get_object_or_404(Gathering.objects.visible_to(request.actor), slug=slug)
    large = request.GET.get("print") == "large"
    if request.GET.get("print") in ("usual", "large"):
        return pdf(day_sheets.programme_sheet(gathering, large=large, now=timezone.now()), "programme")
    speakers = [each for each in gathering.speakers.by_name() if each.bio or each.shows_photo or each.role_line]
    return page(
        request, "meetings/day/open_programme.html",
        {"gathering": gathering, "parts": parts_of(gathering), "speakers": speakers},
    )  # fmt: skip


@login_not_required
def speaker_photo(request, slug, pk):
    """Only while the speaker agrees that it is shown."""
    gathering = get_object_or_404(Gathering.objects.visible_to(request.actor), slug=slug)
    speaker = get_object_or_404(gathering.speakers.select_related("photo"), pk=pk)
    if not speaker.shows_photo:
        raise Http404
    return files.response(speaker.photo, now=timezone.now())


@login_not_required
def enter(request):
    """For whoever has the code on paper."""
    typed = request.GET.get("code", "")[:40]
    code = day_codes.find(typed) if typed else None
    if code is not None:
        return redirect("day_code", code.code)
    return page(request, "meetings/day/enter.html", {"typed": typed, "unknown": bool(typed)})


@login_not_required
def day_code(request, code):
    """What the code opens: cards, the notes of a table, or the questions afterwards. Nothing is changed by looking."""
    found = day_codes.find(code)
    if found is None:
        return page(request, "meetings/day/enter.html", {"typed": code[:40], "unknown": True}, status=404)
    now = timezone.now()
    if found.ends_at <= now:
        return page(request, "meetings/day/code_over.html", {"gathering": found.gathering, "code": found}, status=410)
    if request.method == "POST" and request.POST.get(HONEYPOT):
        return redirect("day_code", found.code)
    draw = {DayPurpose.IDEAS: _card, DayPurpose.NOTES: _note, DayPurpose.EVALUATION: _evaluation}[found.purpose]
    return draw(request, found, now=now)


def _card(request, code, *, now):
    form = CardForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            ideas.card_by_code(code=code, uid=uid_of(request), words=form.cleaned_data["words"], now=now)
            return redirect(f"{request.path}?kept=1")
    return _small(request, "card", form, code)


def _note(request, code, *, now):
    form = NoteForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            tables.note_by_code(code=code, uid=uid_of(request), now=now, **form.note)
            return redirect(f"{request.path}?kept=1")
    notes = code.table.notes.standing().order_by("pk")
    return _small(request, "note", form, code, table=code.table, notes=notes)


def _small(request, name, form, code, **more):
    context = {"gathering": code.gathering, "code": code, "uid": uid_of(request), "kept": "kept" in request.GET, **more}
    return form_page(request, f"meetings/day/open_{name}.html", form, context)


def _evaluation(request, code, *, now):
    """Once from each phone, unless somebody says that it is another's turn; the phone remembers it, we do not."""
    questions = list(code.gathering.evaluation_questions.all())
    told, no, others_turn = "", "", bool(request.POST.get("another") or request.GET.get("another"))
    answered = _answered() in request.COOKIES and not others_turn
    if request.method == "POST" and not answered:
        try:
            evaluation.hand_in(code=code, uid=uid_of(request), now=now, answers=answers_in(request, questions))
            done = redirect(f"{request.path}?kept=1")
            done.set_cookie(
                _answered(), "yes", max_age=code.ends_at - now, path=request.path, httponly=True, samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
            return done
        except Refused as refused:
            told, no = request.POST, str(refused)
    context = {
        "gathering": code.gathering, "code": code, "questions": asked(questions, told), "uid": uid_of(request),
        "kept": "kept" in request.GET, "refused": no, "answered": answered, "another": others_turn,
    }  # fmt: skip
    return page(request, "meetings/day/open_evaluation.html", context, status=422 if no else 200)


def _answered():
    """Not `__Host-…`, which would go with every page: this one is for its own page alone."""
    return f"__Secure-{ANSWERED}" if settings.SESSION_COOKIE_SECURE else ANSWERED


def asked(questions, told="") -> list[dict]:
    """The questions as a page draws them, with what was typed."""
    return [
        {
            "question": each,
            "name": f"q{each.pk}",
            "typed": told.get(f"q{each.pk}", "") if told else "",
            "choices": [] if each.sort == each.Sort.WORDS else [(str(value), words) for value, words in SCALE],
        }
        for each in questions
    ]


def answers_in(request, questions) -> dict:
    return {each.pk: request.POST.get(f"q{each.pk}", "").replace("\x00", "") for each in questions}
