"""Whom to tell about a weakness of the site: /.well-known/security.txt (RFC 9116)."""

from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from members import charity

# Within a year, so that whoever writes to us writes to somebody who is still there; a test fails a month before.
EXPIRES = datetime(2027, 10, 31, tzinfo=UTC)


@login_not_required
@require_safe
def security_txt(request):
    """The charity's own address, as soon as it is written down, and the form for complaints, which is open to everybody."""
    facts = charity.current()
    ways = [f"{settings.BASE_URL}{reverse('complain')}"]
    if facts.email:
        ways.insert(0, f"mailto:{facts.email}")
    lines = [
        *(f"Contact: {way}" for way in ways),
        f"Expires: {EXPIRES:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {settings.BASE_URL}{request.path}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
