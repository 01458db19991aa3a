"""History says who changed something, in which role and how, on which page; never the page's address."""

import pghistory
import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from coproduction.middleware import WhoChangedIt
from members.permissions import Actor, Role, Via
from tests import factories

pytestmark = pytest.mark.django_db


def change_a_name(method, person, actor):
    """One request through the middleware, whose view changes that person's name."""

    def view(request):
        person.name = "Changed"
        person.save()
        return HttpResponse()

    request = RequestFactory().generic(method, "/rsvp/a-secret-token/")
    request.actor = actor
    request.resolver_match = ResolverMatch(view, (), {}, url_name="rsvp")
    middleware = WhoChangedIt(lambda r: (middleware.process_view(r, view, (), {}), view(r))[1])
    middleware(request)
    events = pghistory.models.Events.objects.tracks(person).order_by("-pgh_created_at", "-pgh_id")
    return events.first().pgh_context or {}


def test_a_change_carries_who_which_role_and_the_name_of_the_page():
    ann = factories.person("Ann")
    context = change_a_name("POST", ann, Actor(person=ann, role=Role.STAFF, via=Via.BROWSER))
    assert context == {"person": ann.pk, "role": "staff", "via": "browser", "page": "rsvp"}


def test_reading_sets_no_context():
    ann = factories.person("Ann")
    assert change_a_name("GET", ann, Actor(person=ann, role=Role.STAFF, via=Via.BROWSER)) == {}
