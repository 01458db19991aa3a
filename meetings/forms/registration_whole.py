"""A whole registration on one page: behind the private link, and at the desk."""

from django import forms

from meetings.actions.registering import Asked
from meetings.forms.registration import WAYS, ComesAsForm, NeedsForm, WhoForm
from meetings.models import CameBy, Category, Needs

OF_NEEDS = [
    "access", "food", "food_other", "allergy", "travel", "supporter", "interpreter", "dog", "quiet_room", "helper",
]  # fmt: skip


SAID_OF_THEM = {
    "name": "Their name", "way": "How shall we tell them about their place?",
    "address": "Their email address, number or postal address", "organisation": "Their organisation, if they come for one",
    "parts": "They come as", "age": "Their age", "workshops": "Workshops they would like",
    "access": "What would help them to take part?", "quiet_room": "They would like to use the quiet room",
    "helper": "They would like somebody to meet them at the door", "food": "What do they eat?",
    "food_other": "Something they cannot have", "travel": "How do they get there?",
    "supporter": "A supporter comes with them", "interpreter": "Their own interpreter comes with them",
    "dog": "Their assistance dog comes with them", "photo": "Photos", "badge": "Their badge",
    "badge_name": "Another name on their badge", "news": "They want to hear afterwards what came of it",
    "keep_longer": "We may ask them to the next one",
}  # fmt: skip


class AllOfIt:
    """Mixin: what all steps together ask for."""

    @property
    def asked(self) -> Asked:
        return asked_of(self.cleaned_data)


def asked_of(cleaned) -> Asked:
    """The cleaned answers of every step as one thing to hand to an action."""
    same = ("name", "organisation", "photo", "badge", "badge_name", "news", "keep_longer")
    needs = Needs(**{name: cleaned[name] for name in OF_NEEDS})
    categories = (*cleaned["parts"], *filter(None, [cleaned["age"]]))
    values = {name: cleaned[name] for name in same} | {name: cleaned.get(name, "") for name in ("way", "address")}
    return Asked(**values, categories=categories, needs=needs, workshops=tuple(cleaned.get("workshops", ())))


def initial_of(registration, *, with_needs) -> dict:
    """What a registration says, as the forms show it; a link may be passed on, so there the needs stay closed."""
    ages = {each.slug for each in Category.objects.filter(sort=Category.Sort.AGE)}
    fields = ["name", "way", "address", "organisation", "photo", "badge", "badge_name", "news", "keep_longer"]
    shown = {name: getattr(registration, name) for name in fields}
    shown["parts"] = [slug for slug in registration.categories if slug not in ages]
    shown["age"] = next((slug for slug in registration.categories if slug in ages), "")
    shown["workshops"] = list(registration.workshops.values_list("session_id", flat=True))
    shown["agreed"] = True
    if with_needs:
        shown |= {name: getattr(registration.wants, name) for name in OF_NEEDS}
    return shown


class ChangeForm(AllOfIt, WhoForm, ComesAsForm, NeedsForm):
    """Everything on one page, behind the private link. Needs that were told before are not shown there, and where
    letters go stays as it is: the link came there."""

    forget = forms.BooleanField(label="Forget what I told you before about what I need", required=False)
    rows = {"access": 3}
    way = address = None


class DeskForm(AllOfIt, WhoForm, ComesAsForm, NeedsForm):
    """The same, typed by staff: from the telephone, or from a paper form."""

    came_by = forms.ChoiceField(
        label="How they registered",
        choices=[(CameBy.PHONE, "On the telephone"), (CameBy.PAPER, "On a paper form"), (CameBy.STAFF, "We add them")],
    )
    rows = {"address": 2, "access": 2}
    asks_the_person = False
    not_watched = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autofocus"] = True
        self.fields["way"].required = self.fields["address"].required = False
        self.fields["way"].choices = [*WAYS, ("", "Not at all: somebody else tells them")]
        for name in ("name", "address", "organisation"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        for name, label in SAID_OF_THEM.items():
            if name in self.fields:
                self.fields[name].label = label
        self.fields["name"].help_text = "The name they like to be called."
        self.fields["agreed"].label = "They agree that we keep this for the event"

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("way")) != bool(cleaned.get("address")) and "address" not in self.errors:
            self.add_error("address", "Please give both: the way, and the address or number. Or neither.")
        return cleaned
