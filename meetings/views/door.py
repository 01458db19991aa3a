"""The door on the day: buttons that work without JavaScript, a list for phones that lose the network, paper typed later."""

import json
import uuid
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse, RawPostDataException
from django.shortcuts import redirect
from django.utils import timezone

from meetings import gathering_counts
from meetings.actions import check_in
from meetings.day_queries import door_rows, expected, maybe_the_same, short_name
from meetings.day_rules import check_door_open
from meetings.forms.day_after import PaperListForm
from meetings.models import Press
from meetings.views.day_finding import chosen, gathering_for, uid_of
from members.permissions import Permission
from members.web import Refused, form_page, needs, page, post_only, refusals_answered, refusals_into

DOOR = Permission.KEEP_REGISTER
LIST_LASTS = timedelta(hours=6)  # after the end of the day the list goes from every phone
LONGEST_AGO = timedelta(days=3)


@needs(DOOR)
def door(request, pk):
    """Who is in. Without JavaScript each row is a button; with it the phone goes on while the network is away."""
    gathering = gathering_for(request, pk, DOOR)
    if no := _why_closed(gathering):
        heads = gathering_counts.heads(gathering)
        return page(request, "meetings/day/door_closed.html", {"gathering": gathering, "closed": no, "heads": heads})
    kept = "phone" in request.GET  # the copy that a phone keeps for when the network is away has nobody's name in it
    rows = [
        {
            "registration": each, "name": short_name(each.name), "uid": uuid.uuid4(), "number": each.place_no,
            "came": each.came_at is not None,
        }
        for each in ([] if kept else expected(gathering))
    ]  # fmt: skip
    context = {
        "gathering": gathering, "rows": rows, "came": gathering.registrations.came().count(),
        "of": gathering.registrations.coming().count(), "uid": uuid.uuid4(),
        "same": [] if kept else maybe_the_same(gathering), "until": _until(gathering),
        "is_far": timezone.now() < gathering.starts_at - LONGEST_AGO,
    }  # fmt: skip
    return page(request, "meetings/day/door.html", context)


def _why_closed(gathering) -> str:
    """Why nobody can be let in any more; empty while they can."""
    try:
        check_door_open(gathering, now=timezone.now())
    except Refused as no:
        return str(no)
    return ""


def _until(gathering):
    return int((gathering.ends_at + LIST_LASTS).timestamp() * 1000)


@post_only
@needs(DOOR)
@refusals_answered
def door_press(request, pk):
    """One button: came in, taken back, a walk-in, or two rows that are one person."""
    gathering = gathering_for(request, pk, DOOR)
    now, step = timezone.now(), request.POST.get("step", "came")
    if step == "walk_in":
        name = " ".join(request.POST.get("name", "").replace("\x00", "").split())[:190]
        if not name:
            raise Refused("Please write a first name.")
        pressed = check_in.Pressed(uid_of(request), Press.WALK_IN, now, None, name, bool(request.POST.get("le")))
        check_in.keep(gathering=gathering, presses=[pressed], actor=request.actor, now=now)
        messages.success(request, f"{name} is in.")
    elif step == "same":
        people = gathering.registrations
        stays, goes = (chosen(people, request.POST.get(name, "")) for name in ("stays", "goes"))
        check_in.put_together(gathering=gathering, stays=stays, goes=goes, actor=request.actor, now=now)
        messages.success(request, f"{short_name(stays.name)} stands there once.")
    else:
        registration = chosen(gathering.registrations, request.POST.get("registration", ""))
        check_in.press(
            gathering=gathering, registration=registration, came=step != "undo", uid=uid_of(request),
            actor=request.actor, now=now,
        )  # fmt: skip
        messages.success(request, f"Saved: {short_name(registration.name)}.")
    return redirect("meetings:door", pk)


@needs(DOOR)
def door_phone(request, pk):
    """What a phone asks for and sends, as JSON: GET the list; POST presses with their ids, and the list comes back."""
    gathering = gathering_for(request, pk, DOOR)
    kept, now = [], timezone.now()
    if request.method == "POST":
        try:
            presses = _presses(request, now=now)
        except (ValueError, TypeError, KeyError, OverflowError, AttributeError, RawPostDataException):
            return JsonResponse({"words": "This could not be read. Nothing was saved."}, status=400)
        try:
            kept = check_in.keep(gathering=gathering, presses=presses, actor=request.actor, now=now)
        except Refused as no:
            return JsonResponse({"words": str(no)}, status=409)
    return JsonResponse({"kept": [str(uid) for uid in kept], "rows": door_rows(gathering), "until": _until(gathering)})


def _presses(request, *, now):
    """Raises ValueError, TypeError or KeyError when it is not what our own page sends."""
    sent = json.loads(request.body[:1_000_000])
    phone_now = datetime.fromtimestamp(sent["now"] / 1000, tz=UTC)
    found = []
    for each in sent["presses"]:
        at = check_in.by_our_clock(datetime.fromtimestamp(each["at"] / 1000, tz=UTC), phone_now=phone_now, now=now)
        registration = each.get("id")
        if each["press"] not in Press.values or not (registration is None or isinstance(registration, int)):
            raise ValueError
        if each["press"] != Press.WALK_IN and not (registration and 0 < registration < 2**62):
            raise ValueError
        name = " ".join(str(each.get("name", "")).replace("\x00", "").split())[:190]
        le = each.get("le") is True
        found.append(check_in.Pressed(uuid.UUID(str(each["uid"])), each["press"], at, registration, name, le))
    return found


@needs(DOOR)
def door_worker(request, pk):
    """The page's own worker: it keeps this one page and its styles, so that it opens without a network. No names in it."""
    gathering_for(request, pk, DOOR)
    found = finders.find("js/door_worker.js") or settings.STATIC_ROOT / "js/door_worker.js"
    with open(found, encoding="utf-8") as file:
        return HttpResponse(file.read(), content_type="text/javascript; charset=utf-8")


@needs(DOOR)
@refusals_answered
def door_paper(request, pk):
    """A page of the printed list, typed in; whoever is in already is named, not counted again."""
    gathering = gathering_for(request, pk, DOOR)
    if request.method != "POST" and _why_closed(gathering):
        return redirect("meetings:door", pk)
    initial = {"others": gathering.others or None, "others_le": gathering.others_le or None}
    form, told = PaperListForm(request.POST or None, initial=initial), None
    if form.is_valid():
        with refusals_into(form):
            typed = form.cleaned_data
            told = check_in.type_list(
                gathering=gathering, numbers=typed["numbers"], walk_ins=typed["walk_ins"], sheet=uid_of(request),
                actor=request.actor, now=timezone.now(),
            )  # fmt: skip
            heads = (typed["others"] or 0, typed["others_le"] or 0)
            if heads != (gathering.others, gathering.others_le):
                gathering = check_in.heads(
                    gathering=gathering, others=heads[0], others_le=heads[1], actor=request.actor, now=timezone.now()
                )
            form = PaperListForm(initial={"others": gathering.others or None, "others_le": gathering.others_le or None})
    came = gathering.registrations.came()
    context = {
        "gathering": gathering, "told": told, "uid": uid_of(request) if told is None else uuid.uuid4(),
        "came": came.count(), "expected": expected(gathering).count(),
    }  # fmt: skip
    return form_page(request, "meetings/day/door_paper.html", form, context)
