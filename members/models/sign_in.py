"""What signing in leaves behind: wrong guesses, codes read out by telephone, and what somebody may look up afterwards."""

from django.db import models

from members.models.link import digest


class WrongGuess(models.Model):
    """One code that was judged and was wrong; ten within an hour close the door for a while (reliability 2.2)."""

    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="wrong_guesses")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["person", "at"], name="wrong_guess_by_person")]

    def __str__(self):
        return "a wrong code"


class SpokenCode(models.Model):
    """A code a coordinator reads out to somebody on the telephone. Only its digest is kept; it works once."""

    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="spoken_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    how_known = models.CharField("how we know that it is them", max_length=200)
    given_by = models.ForeignKey("members.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-given_at", "-pk"]

    def __str__(self):
        return "a code read out"

    digest = staticmethod(digest)


class SignInEvent(models.Model):
    """One line of *when I signed in*: what happened, and with what sort of device. No address of the network."""

    class What(models.TextChoices):
        IN = "in", "Signed in"
        WRONG = "wrong", "A wrong code or password"
        PAUSED = "paused", "Too many wrong codes: closed for an hour"
        PASSWORD = "password", "The password was changed"
        STEP_ADDED = "step_added", "A second step was added"
        STEP_REMOVED = "step_removed", "A second step was taken away"
        STEP_RESET = "step_reset", "Your second step was taken away, so that you can set up a new one"
        SPOKEN = "spoken", "We read out a code on the telephone"
        ENDED = "ended", "Signed out on other devices"

    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="sign_in_events")
    what = models.CharField(max_length=12, choices=What)
    device = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["person", "-at"], name="sign_in_event_by_person")]

    def __str__(self):
        return self.get_what_display()
