"""The find box of the header, and its page. What is looked for is often a name, so no address ever holds it in words."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from members import lists
from members.permissions import Permission
from members.queries import finding
from members.web import needs, page, typed, wants_part


@needs(Permission.FIND)
def find(request):
    """POST leads to an address that holds the words sealed; `?q=` is read too, but no page of ours writes it."""
    if request.method == "POST":
        words = request.POST.get("q", "").replace("\x00", "").strip()[:100]
        if not wants_part(request):
            sealed = lists.seal(words)
            return redirect(f"{reverse('find')}?find={sealed}" if sealed else reverse("find"))
    else:
        words = typed(request, "q") or lists.unseal(request.GET.get("find", "")[:1000])
    context = {
        "words": words,
        "kinds": finding.everything(request.actor, words, now=timezone.now()),
        "too_short": 0 < len(words) < finding.SHORTEST,
        "most": finding.SHOWN,
    }
    return page(request, "members/find.html", context, partial="members/_found.html")
