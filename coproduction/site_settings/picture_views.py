"""The pictures of a venue: bring one, say better what it shows, take it away."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from meetings.actions import venue_pictures as acts
from meetings.forms.settings import PictureWordsForm, VenuePictureForm
from meetings.models import Venue
from members.permissions import Permission
from members.web import needs, page, refusals_into, row_id


@needs(Permission.CHANGE_SETTINGS)
def venue_pictures(request, pk):
    venue = get_object_or_404(Venue, pk=pk)
    step, said = request.POST.get("step", ""), {"actor": request.actor, "now": timezone.now()}
    bring = VenuePictureForm(*((request.POST, request.FILES) if step == "bring" else ()))
    rows = [(each, PictureWordsForm(initial={"words": each.words}, prefix=str(each.pk))) for each in _of(venue)]
    done, form = "", bring
    if step == "bring" and getattr(request, "too_large", False):
        bring.fields["file"].required = False  # it was left out on the way
        bring.add_error("file", acts.TOO_LARGE)
    elif step == "bring" and bring.is_valid():
        with refusals_into(bring):
            acts.bring(venue=venue, **bring.cleaned_data, **said)
            done = "The picture is there. Whoever comes can see it."
    elif step in ("say", "take_away"):
        picture = get_object_or_404(venue.pictures, pk=row_id(request.POST.get("which", "")))
        if step == "take_away":
            acts.take_away(picture=picture, **said)
            done = "The picture is gone, and its file."
        else:
            form = PictureWordsForm(request.POST, prefix=str(picture.pk))
            rows = [(each, form if each.pk == picture.pk else other) for each, other in rows]
            if form.is_valid():
                with refusals_into(form):
                    acts.say(picture=picture, **form.cleaned_data, **said)
                    done = "Saved."
    if done:
        messages.success(request, done)
        return redirect("settings_venues_pictures", pk)
    context = {"venue": venue, "form": bring, "rows": rows, "full": len(rows) >= acts.MOST}
    return page(request, "settings/venue_pictures.html", context, status=422 if form.errors else 200)


def _of(venue):
    return venue.pictures.select_related("file").order_by("pk")
