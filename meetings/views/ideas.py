"""Ideas on cards: typed in, put together into themes by moving them, with a mouse, a finger or the keyboard; and goals."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from meetings.actions import day_codes
from meetings.actions import ideas as acts
from meetings.forms.day import CardForm, GoalForm, ThemeForm
from meetings.models import DayPurpose, Goal
from meetings.views.day_finding import chosen, gathering_for, of_the_day, uid_of
from members.permissions import Permission
from members.web import form_page, needs, page, post_only, refusals_answered, refusals_into, wants_part

PLAN, KEEP = Permission.PLAN_MEETING, Permission.KEEP_REGISTER


def board(gathering) -> list[dict]:
    """The themes with their cards, and last what is not sorted yet; two queries."""
    themes = list(gathering.idea_themes.all())
    columns = {theme.pk: {"theme": theme, "key": theme.pk, "title": theme.title, "cards": []} for theme in themes}
    columns[None] = {"theme": None, "key": "", "title": "Not sorted yet", "cards": []}
    for card in gathering.idea_cards.standing().in_order():
        columns[card.theme_id]["cards"].append(card)
    return [columns[None], *(columns[theme.pk] for theme in themes)]


@needs(KEEP)
@refusals_answered
def ideas(request, pk):
    """The wall of cards. Every move is a button too, so nothing needs a mouse or a script."""
    gathering = gathering_for(request, pk, KEEP)
    now, step = timezone.now(), request.POST.get("step", "")
    forms = {
        "card": CardForm(request.POST if step == "card" else None),
        "theme": ThemeForm(request.POST if step == "theme" else None),
    }
    if request.method == "POST":
        form = forms.get(step)
        if form is None:
            _press(request, gathering, step, now=now)
            return HttpResponse(status=204) if wants_part(request) else redirect("meetings:day_ideas", pk)
        if form.is_valid():
            with refusals_into(form):
                if step == "card":
                    acts.card_from_paper(
                        gathering=gathering, uid=uid_of(request), actor=request.actor, now=now, **form.cleaned_data
                    )
                else:
                    acts.add_theme(gathering=gathering, actor=request.actor, now=now, **form.cleaned_data)
                return redirect("meetings:day_ideas", pk)
    code = gathering.day_codes.filter(purpose=DayPurpose.IDEAS).first()
    context = {
        "gathering": gathering, "columns": board(gathering), "card_form": forms["card"], "theme_form": forms["theme"],
        "code": code, "address": day_codes.address(code) if code else "", "uid": uid_of(request),
        "open": code is not None and code.ends_at > now,
    }  # fmt: skip
    wrong = any(form.errors for form in forms.values())
    return page(request, "meetings/day/ideas.html", context, status=422 if wrong else 200)


def _press(request, gathering, step, *, now):
    """The small buttons: to another theme, up or down, off the wall, a code."""
    said, who = request.POST, {"actor": request.actor, "now": now}
    if step in ("put", "up", "down", "off"):
        card = chosen(gathering.idea_cards.standing(), said.get("card", ""))
        if step == "off":
            acts.take_off(card=card, **who)
        elif step == "put":
            theme = chosen(gathering.idea_themes, said["theme"]) if said.get("theme") else None
            before = (
                gathering.idea_cards.standing().filter(pk=said["before"]).first()
                if said.get("before", "").isdigit()
                else None
            )
            acts.put(card=card, theme=theme, before=before, **who)
        else:
            acts.put(card=card, theme=card.theme, before=_neighbour(gathering, card, step), **who)
    elif step in ("name", "drop"):
        theme = chosen(gathering.idea_themes, said.get("theme", ""))
        if step == "name":
            acts.name_theme(theme=theme, title=said.get("title", "").replace("\x00", ""), **who)
        else:
            acts.drop_theme(theme=theme, **who)
            messages.success(request, "The theme is gone; its cards wait to be sorted.")
    elif step in ("open", "close"):
        code = day_codes.code_for(gathering=gathering, purpose=DayPurpose.IDEAS, **who)
        day_codes.close(code=code, **who) if step == "close" else day_codes.open_again(code=code, **who)


def _neighbour(gathering, card, step):
    """The card before which it goes: one earlier, or one later than the next."""
    there = list(gathering.idea_cards.standing().filter(theme=card.theme_id).in_order())
    at = next(place for place, each in enumerate(there) if each.pk == card.pk)
    wanted = at - 1 if step == "up" else at + 2
    if step == "up" and at == 0:
        return there[1] if len(there) > 1 else None
    return there[wanted] if wanted < len(there) else None


@needs(PLAN)
@refusals_answered
def goals(request, pk):
    """What the themes become: a plain page, good to print; and a form for one more."""
    gathering = gathering_for(request, pk, PLAN)
    form = GoalForm(request.POST or None, gathering=gathering)
    if form.is_valid():
        with refusals_into(form):
            acts.add_goal(gathering=gathering, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "The goal stands.")
            return redirect("meetings:day_goals", pk)
    rows = list(gathering.goals.in_order().select_related("theme", "staff_owner", "member_owner"))
    context = {
        "gathering": gathering, "rows": rows, "today": timezone.localdate(),
        "frozen": next((goal.handed_over_at for goal in rows if goal.handed_over_at), None),
    }  # fmt: skip
    return form_page(request, "meetings/day/goals.html", form, context)


@needs(PLAN)
@refusals_answered
def goal(request, pk):
    """Change one goal, or take it out."""
    found = of_the_day(request, Goal, pk, PLAN)
    if request.POST.get("step") == "drop":
        acts.drop_goal(goal=found, actor=request.actor, now=timezone.now())
        messages.success(request, "The goal is gone.")
        return redirect("meetings:day_goals", found.gathering_id)
    form = GoalForm(request.POST or None, instance=found, gathering=found.gathering)
    if form.is_valid():
        with refusals_into(form):
            acts.edit_goal(goal=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("meetings:day_goals", found.gathering_id)
    return form_page(request, "meetings/day/goal.html", form, {"goal": found, "gathering": found.gathering})


@post_only
@needs(PLAN)
@refusals_answered
def goals_hand_over(request, pk):
    """From now on they stand as they are, for a plan to be made of them."""
    gathering = gathering_for(request, pk, PLAN)
    acts.hand_over(gathering=gathering, actor=request.actor, now=timezone.now())
    messages.success(request, "The goals are handed over. They stand as they are now.")
    return redirect("meetings:day_goals", pk)
