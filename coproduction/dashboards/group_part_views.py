"""The Advisory Group's own part of a report: its members' page, and the desk's, where it is typed in their name."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from coproduction.dashboards import group_part, report_annex
from coproduction.dashboards.report_forms import PartForm, members_of_the_group
from coproduction.dashboards.report_rules import MOST_STORIES, check_draft, check_open, section_of
from coproduction.dashboards.report_views import find, laid_out
from members.permissions import Permission
from members.rules import Refused
from members.web import form_page, needs, once, post_only, refusals_answered, refusals_into, row_id

MEMBER, DESK = Permission.WRITE_FOR_GROUP, Permission.WRITE_REPORT
OFFERED = 12


@needs(MEMBER)
@once
@refusals_answered
def part(request, pk):
    """What the group writes, the stories it chooses, and the figures they are about."""
    return _part(request, find(request, pk), request.actor, at_the_desk=False)


@needs(DESK)
@once
@refusals_answered
def part_for(request, pk):
    """The same at the desk, in the name of the member who said it."""
    return _part(request, find(request, pk), _at_the_desk(request), at_the_desk=True)


def _at_the_desk(request):
    """Whoever works here, in the name of a member; Refused without one."""
    if request.method != "POST":
        return request.actor
    person = members_of_the_group().filter(pk=row_id(request.POST.get("person", ""))).first()
    return request.actor.at_the_desk_for(person) if person else None


def _part(request, found, actor, *, at_the_desk):
    now, written = timezone.now(), getattr(found, "section", None)
    if request.method == "POST":
        check_draft(found)
        check_open(section_of(found))
    read = request.POST.get("read")
    form = PartForm(request.POST or None, initial={"words": written.words if written else ""}, at_the_desk=at_the_desk)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            group_part.write(report=found, words=form.cleaned_data["words"], read=read, actor=actor, now=now)
            messages.success(request, "Saved. Hand it in when the group agrees with it.")
            return redirect("report_part_for" if at_the_desk else "report_part", found.pk)
    stories, changes = report_annex.may_be_chosen(today=timezone.localdate(now))
    chosen = list(found.stories.order_by("pk"))
    taken = {each.own_story_id for each in chosen} | {-each.change_id for each in chosen if each.change_id}
    context = {
        "report": found, "section": section_of(found), "written": written, "at_the_desk": at_the_desk,
        "stories": [each for each in stories[:OFFERED] if each.pk not in taken],
        "changes": [each for each in changes[:OFFERED] if -each.pk not in taken],
        "chosen": report_annex.stories_of(found, now=now), "room": len(chosen) < MOST_STORIES,
        "document": laid_out(found, actor=request.actor, now=now), "people": members_of_the_group() if at_the_desk else [],
    }  # fmt: skip
    return form_page(request, "dashboards/report_part.html", form, context)


def _who(request, pk):
    """The report, the actor as a member or at the desk, and where they came from."""
    found = find(request, pk)
    if request.actor.role == "member":
        return found, request.actor, reverse("report_part", args=[pk])
    actor = _at_the_desk(request)
    if actor is None:
        raise Refused("Please choose who of the group told you this.", field="person")
    return found, actor, reverse("report_part_for", args=[pk])


@post_only
@needs(Permission.SEE_REPORTS)
@refusals_answered
def part_hand_in(request, pk):
    found, actor, back = _who(request, pk)
    group_part.hand_in(report=found, read=request.POST.get("read", ""), actor=actor, now=timezone.now())
    messages.success(
        request, "Handed in. Nobody of the staff can change it now; members can take it back until it is approved."
    )
    return redirect(back)


@post_only
@needs(MEMBER)
@refusals_answered
def part_take_back(request, pk):
    group_part.take_back(report=find(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, "Taken back. Write on, and hand it in again.")
    return redirect("report_part", pk)


@post_only
@needs(Permission.SEE_REPORTS)
@refusals_answered
def story_choose(request, pk):
    found, actor, back = _who(request, pk)
    wanted = {name: row_id(request.POST.get(name, "")) for name in ("own_story", "change")}
    group_part.choose(report=found, actor=actor, now=timezone.now(), **wanted)
    messages.success(request, "Chosen.")
    return redirect(back)


@post_only
@needs(Permission.SEE_REPORTS)
@refusals_answered
def story_leave_out(request, pk):
    found, actor, back = _who(request, pk)
    group_part.leave_out(report=found, story=row_id(request.POST.get("story", "")), actor=actor, now=timezone.now())
    messages.success(request, "Left out.")
    return redirect(back)
