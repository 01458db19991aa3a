"""The register on the day: large buttons, on a phone; each works without JavaScript too."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from meetings import following_up
from meetings.actions import register
from meetings.flags import flags_at, ways_of
from meetings.forms import HeadsForm
from meetings.models import Attendance, Mode, Rsvp
from meetings.queries import said_yes_unmarked
from meetings.rules import check_register_open
from meetings.views.finding import meeting_for
from members.models import Consent, Person, Seat
from members.models.person import sort_key
from members.permissions import Permission
from members.queries.consent import holders
from members.web import Refused, form_page, needs, page, post_only, refusals_answered, refusals_into, typed

KEEP = Permission.KEEP_REGISTER
MOST_FOUND = 12
HOW_IT_WAS = {"there": True, "not_there": False, "unknown": None}  # what is said of those without a mark
CAME = {
    mode.value: {"room": "Came to the room", "online": "Was online", "phone": "Was on the phone"}[mode.value]
    for mode in Mode
}


def line(meeting, person, attendance, rsvp=None) -> dict:
    """One person on the register, with the buttons; the pressed one is marked in words too."""
    ways = [m for m in Mode if m in meeting.modes or (attendance and attendance.mode == m.value)]
    pressed = attendance.mode if attendance and attendance.came else ("no" if attendance else "")
    buttons = [{"label": CAME[m.value], "came": m.value, "icon": m.value, "chosen": pressed == m.value} for m in ways]
    buttons.append({"label": "Couldn't make it", "came": "no", "icon": "no", "chosen": pressed == "no"})
    return {
        "person": person,
        "attendance": attendance,
        "rsvp": rsvp,
        "buttons": [
            {
                "label": b["label"],
                "icon": b["icon"],
                "chosen": b["chosen"],
                "fields": {"person": person.pk, "came": b["came"]},
            }
            for b in buttons
        ],
        "said": rsvp.get_answer_display() if rsvp and rsvp.answer else ("Not asked" if rsvp is None else "No answer"),
    }


def lines(meeting, *, actor) -> list[dict]:
    """Everybody asked and everybody marked, by name."""
    rsvps = {
        r.person_id: r
        for r in Rsvp.objects.filter(meeting=meeting).standing().defer("different").select_related("person")
    }
    marked = {a.person_id: a for a in Attendance.objects.filter(meeting=meeting).select_related("person")}
    people = {r.person_id: r.person for r in rsvps.values()} | {a.person_id: a.person for a in marked.values()}
    ways = {pk: _ways(meeting, marked.get(pk), rsvps.get(pk)) for pk in people}
    flags = flags_at(meeting, ways, actor=actor)
    rows = [
        line(meeting, person, marked.get(pk), rsvps.get(pk)) | {"flags": flags.get(pk, [])}
        for pk, person in people.items()
    ]
    return sorted(rows, key=lambda row: (row["person"].sort_name, row["person"].pk))


def _ways(meeting, attendance, rsvp) -> tuple:
    """How they take part: as they were marked, else as they said; whoever is marked as not there takes none."""
    if attendance:
        return (attendance.mode,) if attendance.came else ()
    return ways_of(meeting, rsvp)


@needs(KEEP)
@refusals_answered
def meeting_register(request, pk):
    """Who came. Also where walk-ins are found by name."""
    now = timezone.now()
    meeting = meeting_for(request, pk, KEEP)
    check_register_open(meeting, now=now)
    return _draw(request, meeting)


def _draw(request, meeting, *, form=None):
    rows = lines(meeting, actor=request.actor)
    words = typed(request, "q")
    context = {
        "meeting": meeting,
        "rows": rows,
        "came": sum(1 for row in rows if row["attendance"] and row["attendance"].came),
        "not_marked": sum(1 for row in rows if not row["attendance"]),
        "q": words,
        "found": _found(request, meeting, words),
        "photographed": _photographed(meeting, rows),
        "hats": Seat.Hat.choices,
        "mark_url": reverse("meetings:register_mark", args=[meeting.pk]),
        **(_unmarked(meeting) if meeting.register_closed_at else {"unmarked": ()}),
    }
    form = form or HeadsForm(initial={"others": meeting.others, "others_le": meeting.others_le})
    return form_page(request, "meetings/register.html", form, context)


def _unmarked(meeting):
    """Who said yes and has no mark, who of them gets no letter because of a break, and when the others get theirs."""
    unmarked, now = list(said_yes_unmarked(meeting)), timezone.now()
    resting = [rsvp.person for rsvp in unmarked if rsvp.person.is_paused]
    leaves_at = following_up.missed_leaves_at(meeting, now=now) if len(resting) < len(unmarked) else None
    return {"unmarked": unmarked, "resting": resting, "leaves_at": leaves_at, "today": timezone.localdate(now)}


def _photographed(meeting, rows) -> list[str]:
    """Who said yes to photos at this meeting; of everybody else none are taken (CON-06)."""
    may = holders(Consent.PHOTOS, among=[row["person"].pk for row in rows], about=meeting.about_word)
    return [row["person"].name for row in rows if row["person"].pk in may]


def _so_far(meeting):
    """How many came, and how many of those asked have no mark yet."""
    marked = Attendance.objects.filter(meeting=meeting)
    asked = Rsvp.objects.filter(meeting=meeting).standing()
    return {
        "came": marked.filter(came=True).count(),
        "not_marked": asked.exclude(person__in=marked.values("person")).count(),
    }


def _found(request, meeting, words):
    if len(words) < 2:
        return None
    there = Attendance.objects.filter(meeting=meeting).values("person")
    asked = Rsvp.objects.filter(meeting=meeting).standing().values("person")
    seen = Person.objects.visible_to(request.actor).filter(sort_name__contains=sort_key(words), died_on=None)
    return list(seen.exclude(pk__in=there).exclude(pk__in=asked).by_name()[:MOST_FOUND])


@needs(KEEP)
def register_find(request, pk):
    """The people found while a name is typed."""
    meeting = meeting_for(request, pk, KEEP)
    words = typed(request, "q")
    context = {"meeting": meeting, "q": words, "found": _found(request, meeting, words), "modes": meeting.modes}
    context["mark_url"] = reverse("meetings:register_mark", args=[meeting.pk])
    return page(request, "meetings/_walk_ins.html", context, partial="meetings/_walk_ins.html")


@post_only
@needs(KEEP)
@refusals_answered
def register_mark(request, pk):
    """One press on one person; `came` is a way to take part, "no", or "undo"."""
    now = timezone.now()
    meeting = meeting_for(request, pk, KEEP)
    number = request.POST.get("person", "")
    known = Q(pk__in=Person.objects.visible_to(request.actor).values("pk")) | Q(pk__in=meeting.rsvps.values("person"))
    person = get_object_or_404(
        Person.objects.filter(known), pk=number if number.isdecimal() and len(number) < 19 else 0
    )
    came, attendance = request.POST.get("came", ""), None
    hat = request.POST.get("hat", "")
    if came == "undo":
        register.unmark(meeting=meeting, person=person, actor=request.actor, now=now)
    else:
        if hat and hat not in Seat.Hat.values:
            raise Refused("That is not one of the hats somebody can wear.")
        attendance = register.mark(
            meeting=meeting,
            person=person,
            came=came != "no",
            mode="" if came == "no" else came,
            hat=hat,
            actor=request.actor,
            now=now,
        )
    if request.htmx and request.POST.get("row"):
        rsvp = Rsvp.objects.filter(meeting=meeting, person=person).standing().defer("different").first()
        flags = flags_at(meeting, {person.pk: _ways(meeting, attendance, rsvp)}, actor=request.actor)
        context = {
            "meeting": meeting, "row": line(meeting, person, attendance, rsvp) | {"flags": flags.get(person.pk, [])},
            "hats": Seat.Hat.choices,
            "mark_url": reverse("meetings:register_mark", args=[meeting.pk]), **_so_far(meeting),
        }  # fmt: skip
        return page(request, "meetings/_pressed.html", context, partial="meetings/_pressed.html")
    messages.success(request, f"Saved: {person.name}.")
    return redirect(f"{reverse('meetings:meeting_register', args=[pk])}#person-{person.pk}")


@post_only
@needs(KEEP)
@refusals_answered
def register_close(request, pk):
    """Done: what people gave goes into the log. Of whoever said yes and has no mark, somebody is asked then how it was."""
    now = timezone.now()
    meeting = meeting_for(request, pk, KEEP)
    form = HeadsForm(request.POST)
    if form.is_valid():
        said = request.POST.get("unmarked", "")
        with refusals_into(form):
            if HOW_IT_WAS.get(said) is not None:
                asked = set(request.POST.getlist("asked"))
                people = {rsvp.person_id for rsvp in said_yes_unmarked(meeting) if str(rsvp.person_id) in asked}
                register.settle(meeting=meeting, people=people, came=HOW_IT_WAS[said], actor=request.actor, now=now)
            register.close(meeting=meeting, **form.cleaned_data, actor=request.actor, now=now)
            messages.success(request, "The register is closed, and the meeting is in the log. Thank you.")
            if said not in HOW_IT_WAS and said_yes_unmarked(meeting).exists():
                return redirect("meetings:meeting_register", meeting.pk)
            return redirect("meetings:meeting", meeting.pk)
    return _draw(request, meeting, form=form)


@post_only
@needs(KEEP)
@refusals_answered
def register_reopen(request, pk):
    """Something was missing."""
    meeting = meeting_for(request, pk, KEEP)
    register.reopen(meeting=meeting, actor=request.actor, now=timezone.now())
    messages.success(request, "The register is open again. Close it when you are done, and the log follows.")
    return redirect("meetings:meeting_register", meeting.pk)


@needs(KEEP)
def register_print(request, pk):
    """A sheet for the table: initials unless full names are asked for."""
    meeting = meeting_for(request, pk, KEEP)
    context = {
        "meeting": meeting,
        "rows": lines(meeting, actor=request.actor),
        "full": request.GET.get("names") == "full",
        "blanks": range(6),
    }
    return page(request, "meetings/register_print.html", context)
