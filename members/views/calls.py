"""Calls and letters: who is to be rung, texted and written to today, with the words, and what came of it (COM-03)."""

from datetime import datetime, time, timedelta
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from members.actions import calls as actions
from members.forms.calls import RingAgainForm
from members.models import ContactTask
from members.models.channel import Way
from members.models.contact import TOLD, Outcome
from members.permissions import Permission
from members.post import abouts, paper, tidying
from members.queries import access
from members.web import Refused, needs, page, paginate, post_only, wants_part

BUTTONS = {
    Outcome.SPOKE: ("We spoke", "main", "tick"),
    Outcome.LEFT_MESSAGE: ("Left a message, as agreed", "", ""),
    Outcome.NO_ANSWER: ("No answer", "", ""),
    Outcome.TEXTED: ("Text sent", "main", "tick"),
    Outcome.POSTED: ("It is in the post", "main", "tick"),
    Outcome.NOT_NEEDED: ("No longer needed", "quiet", ""),
}


def end_of_today(now) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(now), time.max))


@needs(Permission.WORK_CALLS)
def calls_and_letters(request):
    """Today's list: calls first, then texts, then letters; what is for later is counted."""
    now = timezone.now()
    today = end_of_today(now)
    waiting = tidying.to_be_told(now=now).filter(due_at__lte=today)
    talks = waiting.exclude(way=Way.POST).order_by("-is_urgent", "due_at", "pk")
    found = paginate(
        request, talks.select_related("person", "letter").prefetch_related("person__channels"), per_page=30
    )
    names = abouts.of(task.about for task in found.object_list)
    letters = list(waiting.filter(way=Way.POST).select_related("person").order_by("person__sort_name", "pk"))
    flags = access.flags_of({task.person_id for task in [*found.object_list, *letters] if task.person_id})
    rows = [row_of(task, names, now=now, flags=flags.get(task.person_id, [])) for task in together(found.object_list)]
    _say_once_what_is_known(rows)
    for task in letters:
        task.flags = flags.get(task.person_id, [])
    context = {
        "found": found,
        "calls": [row for row in rows if row["task"].way != Way.TEXT],
        "texts": [row for row in rows if row["task"].way == Way.TEXT],
        "to_print": [task for task in letters if not task.printed_at],
        "to_post": [task for task in letters if task.printed_at],
        "later": tidying.to_be_told(now=now).filter(due_at__gt=today).count(),
        "done": ContactTask.objects.filter(closed_at__gte=today - timedelta(days=1), outcome__in=TOLD).count(),
    }
    return page(request, "members/calls_and_letters.html", context)


def _say_once_what_is_known(rows) -> None:
    """Whoever has several lines is rung once: the number and what is safe stand on the first, the words of the others fold."""
    before = None
    for row in rows:
        task = row["task"]
        who = (task.person_id, task.to_name, task.way)
        row["same_call"] = who == before
        before = who


def row_of(task, names, *, now, form=None, flags=()) -> dict:
    """One line with everything that somebody with forty seconds needs."""
    channels = sorted(task.whom.channels.all(), key=lambda c: (c.rank, c.pk or 0))
    numbers = [c for c in channels if c.way in (Way.PHONE, Way.TEXT)]
    can_leave_message = actions.may_leave_message(task.whom)
    outcomes = [
        o for o in actions.OUTCOMES[task.way] if o in BUTTONS and (can_leave_message or o != Outcome.LEFT_MESSAGE)
    ]
    mobile = next((c.address for c in numbers if c.way == task.way), numbers[0].address if numbers else "")
    return {
        "task": task,
        "person": task.whom,
        "flags": flags,
        "same_call": False,
        "numbers": numbers,
        "about": names.get(task.about),
        "is_late": task.due_at < now - timedelta(days=1),
        "buttons": [_button(outcome, is_first=place == 0) for place, outcome in enumerate(outcomes)],
        "may_ring_again": Outcome.RING_AGAIN in actions.OUTCOMES[task.way],
        "sms": f"sms:{mobile.replace(' ', '')}?body={quote(task.script)}" if mobile else "",
        "form": form or RingAgainForm(prefix=f"t{task.pk}"),
    }


def _button(outcome, *, is_first):
    label, kind, icon = BUTTONS[outcome]
    return (outcome, label, kind, icon) if is_first or kind != "main" else (outcome, label, "", "")


def together(tasks) -> list:
    """The same order, but whoever has several lines is rung once: their lines stand together."""
    first = {}
    for place, task in enumerate(tasks):
        first.setdefault((task.person_id, task.to_name), place)
    return sorted(tasks, key=lambda task: first[task.person_id, task.to_name])


@post_only
@needs(Permission.WORK_CALLS)
def contact_outcome(request, pk):
    """What came of one line; a refusal is shown on the line itself, with what was typed."""
    now = timezone.now()
    visible = ContactTask.objects.select_related("person", "letter").prefetch_related("person__channels")
    task = get_object_or_404(visible, pk=pk)
    outcome = request.POST.get("outcome", "")
    form = RingAgainForm(request.POST, prefix=f"t{task.pk}", again=outcome == Outcome.RING_AGAIN)
    if form.is_valid():
        try:
            done = actions.record(
                task=task,
                outcome=outcome,
                actor=request.actor,
                now=now,
                again_at=form.again_at,
                note=form.cleaned_data["note"],
            )
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            return _recorded(request, done, now=now)
    row = row_of(task, abouts.of([task.about]), now=now, form=form)
    return page(request, "members/call_again.html", {"row": row}, partial="members/_call.html", status=409)


def _recorded(request, task, *, now):
    """It is written down; whoever spoke with them is asked at once what they said, where the letter asked something."""
    sentence, asked = sentence_of(task), None
    if task.outcome == Outcome.SPOKE:
        asked = abouts.question_of(task, actor=request.actor, now=now)
    if wants_part(request):
        context = {
            "row": {"task": task},
            "said": sentence,
            "asked": asked,
            "back": reverse("members:calls_and_letters"),
        }
        return page(request, "members/calls_and_letters.html", context, partial="members/_call.html")
    messages.success(request, sentence)
    return redirect("members:contact_said", task.pk) if asked else redirect("members:calls_and_letters")


@needs(Permission.WORK_CALLS)
def contact_said(request, pk):
    """What they answered, straight after the call."""
    task = get_object_or_404(ContactTask.objects.select_related("person"), pk=pk)
    asked = abouts.question_of(task, actor=request.actor, now=timezone.now())
    if asked is None:
        return redirect("members:calls_and_letters")
    context = {
        "task": task,
        "asked": asked,
        "back": reverse("members:calls_and_letters"),
        "about": abouts.one(task.about),
    }
    return page(request, "members/contact_said.html", context)


def sentence_of(task) -> str:
    """What the list says back after a press."""
    name = task.whom
    match task.outcome:
        case Outcome.NO_ANSWER:
            return f"{name}: no answer. The call stays on the list and comes back later."
        case Outcome.RING_AGAIN:
            return f"{name}: ring again {timezone.localtime(task.due_at):%A %-d %B, %H:%M}."
        case Outcome.NOT_NEEDED:
            return f"{name}: taken off the list."
    return f"{name}: done. They count as told."


@post_only
@needs(Permission.WORK_CALLS)
def calls_print(request):
    """First press: the PDF, and its letters count as printed. `posted=1`: they are in the post. `again=1`: the same once more."""
    now = timezone.now()
    if request.POST.get("posted"):
        count = actions.mark_posted(actor=request.actor, now=now)
        messages.success(
            request, f"{count} {'letter is' if count == 1 else 'letters are'} in the post. They count as told."
        )
        return redirect("members:calls_and_letters")
    waiting = tidying.to_be_told(now=now).filter(due_at__lte=end_of_today(now), way=Way.POST)
    waiting = waiting.exclude(printed_at=None) if request.POST.get("again") else waiting.filter(printed_at=None)
    tasks = list(
        waiting.select_related("person", "letter__person")
        .prefetch_related("person__channels")
        .order_by("person__sort_name", "pk")
    )
    if not tasks:
        messages.info(request, "There is no letter to print just now.")
        return redirect("members:calls_and_letters")
    pdf = paper.letters_pdf(tasks, now=now)
    actions.mark_printed(tasks=tasks, actor=request.actor, now=now)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="letters-{timezone.localdate(now).isoformat()}.pdf"'
    return answer
