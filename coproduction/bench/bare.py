"""The bare views that pages are measured against: one row read by its key, or one row inserted."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_POST

from members.models import Team


@login_not_required
@require_GET
def read(request, pk):
    """One row by its key, one line of text."""
    return HttpResponse(f"{Team.objects.get(pk=pk).name}\n", content_type="text/plain")


@login_not_required
@require_POST
def insert(request):
    """One row inserted and committed, one line of text; the CSRF check applies as it does to an answer."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_line (words) VALUES (%s)", [request.POST["words"]])
    return HttpResponse("kept\n", content_type="text/plain")
