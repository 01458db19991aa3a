"""Keys for programs that read figures: who may make them, what there are, and how a program uses one."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from coproduction.dashboards import program_keys
from coproduction.dashboards.key_forms import KeyForm
from coproduction.dashboards.models import ReadingKey
from members.permissions import Permission
from members.web import form_page, needs, page, paginate, post_only, refusals_answered, refusals_into

KEEP = Permission.KEEP_KEYS
HALF_A_YEAR = timedelta(days=182)
ROOT = settings.BASE_URL + "/api/v1/"


@require_safe
@needs(KEEP)
def keys(request):
    """Every key that was made, the newest first: what it opens, until when, and when a program used it last."""
    today = timezone.localdate()
    found = paginate(request, ReadingKey.objects.select_related("made_by", "revoked_by").newest(), per_page=25)
    rows = [(key, key.is_live(today=today)) for key in found]
    return page(request, "dashboards/keys.html", {"found": found, "rows": rows, "root": ROOT})


@needs(KEEP)
def key_new(request):
    """The key itself stands on the page that answers, and nowhere again; so nothing leads away from it."""
    now = timezone.now()
    form = KeyForm(request.POST or None, initial={"until": timezone.localdate(now) + HALF_A_YEAR})
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            made, token = program_keys.make(actor=request.actor, now=now, **form.cleaned_data)
            return page(request, "dashboards/key_made.html", {"key": made, "token": token, "root": ROOT})
    return form_page(request, "dashboards/key_new.html", form)


@post_only
@needs(KEEP)
@refusals_answered
def key_end(request, pk):
    found = program_keys.revoke(key=get_object_or_404(ReadingKey, pk=pk), actor=request.actor, now=timezone.now())
    messages.success(request, f"Taken back. “{found.name}” opens nothing any more.")
    return redirect("keys")


@require_safe
@needs(KEEP)
def key_guide(request):
    """Every address with what it answers, from the same description that programs read."""
    found = _schema()
    answers = found["components"]["schemas"]
    addresses = [
        {
            "path": path.removeprefix("/api/v1/"), "title": asked["summary"], "words": asked.get("description", ""),
            "asked": asked.get("parameters", []), "answers": _fields(answers, asked),
        }
        for path, methods in found["paths"].items()
        for asked in methods.values()
    ]  # fmt: skip
    context = {"addresses": addresses, "about": found["info"]["description"], "root": ROOT}
    return page(request, "dashboards/key_guide.html", context)


def _fields(schemas, asked):
    """What a good answer holds: (name, what it means); lists with the names inside them."""
    name = asked["responses"][200]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    rows = []
    for field, about in schemas[name]["properties"].items():
        inside = about.get("items", {}).get("$ref", "").rpartition("/")[2]
        names = ", ".join(schemas[inside]["properties"]) if inside else ""
        rows.append((field, about.get("description") or (f"A list; each with {names}." if inside else "")))
    return rows


@require_safe
@needs(KEEP)
def key_openapi(request):
    """OpenAPI, for a program that makes itself ready from it."""
    return JsonResponse(_schema())


def _schema():
    from coproduction.dashboards import program_views  # heavy, and asked for by few (program_door_views)

    return program_views.schema()
