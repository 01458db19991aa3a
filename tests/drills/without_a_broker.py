"""The site's addresses and one view that does what ours never do: it publishes from the request (drill D5)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

from coproduction.celery import app
from coproduction.urls import urlpatterns as site


@login_not_required
def publishes(request):
    app.send_task("members.post.tasks.tick")
    return HttpResponse("published")


urlpatterns = [*site, path("drill/publishes/", publishes)]
