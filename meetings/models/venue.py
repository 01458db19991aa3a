"""Places we meet, with what is known about getting in: written down once, offered whenever a meeting is planned."""

from django.db import models

from members.models.history import tracked


class VenueQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_active=True).order_by("name", "pk")


@tracked()
class Venue(models.Model):
    """`access` is what people read before they answer; the contact is for the charity's own people only."""

    name = models.CharField(max_length=80, unique=True)
    address = models.CharField(max_length=110, blank=True)
    access = models.TextField("access", max_length=1000, blank=True)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_email = models.EmailField(max_length=200, blank=True)
    note = models.TextField("good to know", max_length=1000, blank=True)
    is_active = models.BooleanField("is offered", default=True)

    objects = VenueQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    @property
    def place(self):
        """Name and address on one line, as a meeting says where it is."""
        return ", ".join(part for part in (self.name, self.address) if part)
