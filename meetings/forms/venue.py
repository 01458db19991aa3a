"""Choosing a venue in the form of a meeting: it fills in where, and what is there, and both can still be changed."""

from django import forms
from django.urls import reverse_lazy

from meetings.models import Venue
from members.web import TableForm


def filled_in(venue, *, place, access):
    """Place and access as the venue says them, unless somebody has written words of their own."""
    said = {each.place: each.access for each in Venue.objects.all()}
    if not place.strip() or place in said:
        place = venue.place
    if not access.strip() or access.replace("\r\n", "\n") in said.values():
        access = venue.access
    return place, access


class ChoosesVenue(TableForm):
    """Mixin of the form of a meeting; without JavaScript the venue's words are filled in when it is saved."""

    venue = forms.ModelChoiceField(
        Venue.objects.none(), label="Venue", required=False, empty_label="None of these",
        help_text="It fills in the next two boxes. You can change them for this one meeting.",
        widget=forms.Select(
            {
                "hx-get": reverse_lazy("meetings:venue_facts"), "hx-trigger": "change", "hx-swap": "none",
                "hx-include": "#id_place, #id_access, #id_venue",
            }
        ),
    )  # fmt: skip

    def offer_venues(self):
        """Those in use, and the one this meeting has. Called by the form's own `__init__`."""
        mine = Venue.objects.filter(pk=self.instance.venue_id) if self.instance.venue_id else Venue.objects.none()
        self.fields["venue"].queryset = Venue.objects.in_use() | mine
        self.fields["venue"].initial = self.instance.venue_id

    def clean(self):
        cleaned = super().clean()
        if venue := cleaned.get("venue"):
            words = {name: cleaned.get(name) or "" for name in ("place", "access")}
            cleaned["place"], cleaned["access"] = filled_in(venue, **words)
        return cleaned
