"""A picture of a place, for whoever has its address: it stands on public pages and in letters."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.models import VenuePicture
from members import files


@login_not_required
@require_safe
def picture(request, stored):
    """By its random name, which nobody can guess; 404 once it was taken away."""
    found = get_object_or_404(VenuePicture.objects.select_related("file"), file__stored=stored[:40])
    return files.response(found.file, now=timezone.now())
