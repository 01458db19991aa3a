"""What became of what I said: one page, and one letter to print."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from members.models import Person
from members.permissions import Permission, require
from members.web import needs, page
from projects import said_letter
from projects.models import Evidence
from projects.queries import evidence
from projects.queries import loop as asks


def what_i_said(request):
    """Everything this person said, newest first, each with what was answered and what changed."""
    require(request.actor, Permission.SEE_INFORMATION)
    today = timezone.localdate()
    lines = asks.lines(asks.said_by(request.actor.person), today=today)
    shows = Evidence.objects.filter(change__contribution__contributors__person=request.actor.person)
    files = [line for line in evidence.lines_of(shows, request.actor, today=today) if line.shown]
    sent = [(each, each.answer_by < today) for each in asks.on_the_way(request.actor.person)]
    return page(request, "projects/what_i_said.html", {"lines": lines, "files": files, "sent": sent})


def what_i_said_print(request):
    """The same as a letter."""
    require(request.actor, Permission.SEE_INFORMATION)
    return _letter(request.actor.person, large=bool(request.GET.get("large")))


@needs(Permission.WORK_CALLS)
def what_they_said_print(request, pk):
    """The same for somebody who is reached by post, for whoever posts the letters."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    return _letter(person, large=bool(request.GET.get("large")))


def _letter(person, *, large):
    now = timezone.now()
    lines = asks.lines(asks.said_by(person), today=timezone.localdate(now))
    response = HttpResponse(said_letter.letter(person, lines, large=large, now=now), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="what-became-of-what-you-said.pdf"'
    return response
