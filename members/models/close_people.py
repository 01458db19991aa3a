"""People close to somebody, who are not ours to know: kept only behind that person's consent (CON-08, COM-12)."""

from django.db import models

from members.models.sealed import SealedTextField


class TrustedContact(models.Model):
    """Whom we may ring for somebody, and when. Sealed: it is about a third person as well."""

    person = models.OneToOneField("members.Person", on_delete=models.CASCADE, related_name="trusted_contact")
    name = SealedTextField()
    number = SealedTextField()
    when_to_ring = SealedTextField()
    changed_at = models.DateTimeField()

    def __str__(self):
        return "trusted contact"


class SupporterCopy(models.Model):
    """Who gets the same letters as somebody, by email or by post; never a sign-in code."""

    WAYS = [("email", "Email"), ("post", "Letter by post")]
    person = models.OneToOneField("members.Person", on_delete=models.CASCADE, related_name="supporter_copy")
    name = SealedTextField()
    way = models.CharField(max_length=8, choices=WAYS)
    address = SealedTextField()
    changed_at = models.DateTimeField()

    def __str__(self):
        return "who gets copies"
