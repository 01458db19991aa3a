"""Where programs come in. What answers them is loaded by the first of them, so that a site without any does not carry it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt

from coproduction.dashboards import program_keys

ADDRESSES = "coproduction.dashboards.program_urls"


@csrf_exempt  # it reads, and knows no session: who asks stands in the header
@login_not_required
def come_in(request, asked):
    """Not there until a coordinator has made the first key."""
    if not program_keys.any_made():
        raise Http404
    if request.method != "GET":
        return JsonResponse({"error": "This is only to be read."}, status=405, headers={"Allow": "GET"})
    try:
        found = resolve(request.path_info.rstrip("/"), urlconf=ADDRESSES)
    except Resolver404:
        return JsonResponse({"error": "There is no such address. The page of keys lists them all."}, status=404)
    return found.func(request, *found.args, **found.kwargs)
