"""The link in the foot of an optional letter: looking changes nothing, one press stops that sort of letter."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from members.actions import wishes
from members.models import Person
from members.permissions import by_link
from members.post import unsubscribe
from members.queries import wishes as queries
from members.web import page


@csrf_exempt  # a mail program posts here without a page of ours, a cookie or a session (RFC 8058)
@login_not_required
def stop(request, token):
    """GET shows the button; POST `List-Unsubscribe=One-Click` stops; POST `again=1` starts it again."""
    found = unsubscribe.read(token)
    person = Person.objects.filter(pk=found[0]).first() if found else None
    if person is None:
        return page(request, "members/stop_unknown.html", status=404)
    sort, now = found[1], timezone.now()
    context = {"words": queries.words_of(sort), "state": "asked"}
    if request.method == "POST":
        facts = {"person": person, "sort": sort, "actor": by_link(person), "now": now}
        if request.POST.get("List-Unsubscribe") == "One-Click":
            wishes.stop(**facts)
            context["state"] = "stopped"
        elif request.POST.get("again") == "1":
            wishes.start_again(**facts)
            context["state"] = "again"
        else:
            return HttpResponse("Nothing was changed.", status=400, content_type="text/plain")
    response = page(request, "members/stop.html", context)
    response["Referrer-Policy"] = "strict-origin"
    return response
