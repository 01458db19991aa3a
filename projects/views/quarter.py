"""The quarter's two minutes: the page of one team, whoever answers, and where every team stands."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.models import Team
from members.permissions import Permission, Role, can
from members.web import form_page, needs, once, page, refusals_into
from projects import quarter_rules, quarters
from projects.actions import quarter as actions
from projects.forms.quarter import QuarterForm, TeamLeadForm, begin
from projects.queries import asked_teams
from projects.queries.quarter import answer_of, known, said_with_people

ANSWER, SET = Permission.ANSWER_QUARTER, Permission.CHANGE_SETTINGS


@require_safe
@needs(ANSWER)
def quarter(request):
    """The teams this person may answer for; with one alone, straight to it."""
    now = timezone.now()
    day, asked = timezone.localdate(now), quarter_rules.asked(now)
    everybody = request.actor.role == Role.COORDINATOR
    mine = None if everybody else asked_teams.led_by(request.actor.looks_after, day=day)
    rows = asked_teams.asked(asked, day=day, teams=mine)
    if len(rows) == 1 and not everybody:
        return redirect("projects:quarter_of", rows[0].team.pk)
    context = {"rows": rows, "words": quarters.in_words(asked), "keeps": everybody, "until": _until(asked)}
    return page(request, "projects/quarter_teams.html", context)


def _until(asked):
    return timezone.localtime(quarter_rules.closes_at(asked))


@needs(ANSWER)
@once
def quarter_of(request, pk):
    """One team: everything that is known stands there, and only what is missing is asked."""
    now = timezone.now()
    team, asked = get_object_or_404(Team, pk=pk, is_active=True), quarter_rules.asked(now)
    if not can(request.actor, ANSWER, within=actions.part_of(team, request.actor)):
        raise Http404
    answer, found = answer_of(team, asked), known(team, asked, now=now)
    initial = begin(found, answer, said_with_people(answer))
    form = QuarterForm(request.POST or None, quarter=asked, known=found, initial=initial)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            actions.answer(team=team, quarter=asked, actor=request.actor, now=now, **form.answer)
            messages.success(request, f"Thank you. You can change it until {_until(asked):%-d %B}.")
            return redirect("projects:quarter_of", pk)
    context = {
        "team": team, "answer": answer, "known": found, "words": quarters.in_words(asked), "until": _until(asked),
        "to_log": [project for project, logged in found.projects if not logged and f"said_{project.pk}" in initial],
    }  # fmt: skip
    return form_page(request, "projects/quarter.html", form, context)


@needs(SET)
@once
def team_lead(request, pk):
    """Who answers for a team."""
    team = get_object_or_404(Team.objects.select_related("lead"), pk=pk, is_active=True)
    lead = getattr(team, "lead", None)
    form = TeamLeadForm(request.POST or None, initial={"person": lead.person_id if lead else None})
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            person = form.cleaned_data["person"]
            actions.name_lead(team=team, person=person, actor=request.actor, now=timezone.now())
            words = f"{person} answers for {team.the} from now on." if person else f"Nobody answers for {team.the} now."
            messages.success(request, words)
            return redirect("projects:team", pk)
    return form_page(request, "projects/team_lead.html", form, {"team": team})
