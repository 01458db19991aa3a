"""What signing in leaves behind, and what becomes of it (the periods are those of domain 5.3)."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from pghistory.models import Context

from members import models
from members.personal_data import Erase, Export, History, Merge, register

WITH_THE_PERSON = "As long as the person is known here."
AUDIT = "Six years."


def register_all():
    """Called once, by `members.what_we_keep`."""
    once = {"merge": Merge.DROP, "history": History.NONE, "export": Export.FACT}
    register(
        EmailAddress, paths={"user": Erase.DELETE}, export=Export.FULL, merge=Merge.KEEP_ONE, history=History.NONE,
        retain=WITH_THE_PERSON,
    )  # fmt: skip
    register(EmailConfirmation, paths={"email_address__user": Erase.DELETE}, retain="Three days.", **once)
    for model in (Authenticator, SocialAccount):
        register(model, paths={"user": Erase.DELETE}, retain=WITH_THE_PERSON, **once)
    register(SocialToken, paths={"account__user": Erase.DELETE}, retain="None is stored.", **once)
    register(
        UserSession, paths={"user": Erase.DELETE}, retain="Until that visit ends.", **once | {"export": Export.FULL}
    )
    register(models.WrongGuess, paths={"person": Erase.DELETE}, retain="A day.", **once)
    register(models.SpokenCode, paths={"person": Erase.DELETE, "given_by": Erase.UNLINK}, retain="Thirty days.", **once)
    register(models.SignInEvent, paths={"person": Erase.DELETE}, retain="Six months.", **once | {"export": Export.FULL})
    register(LogEntry, paths={"user": Erase.UNLINK}, retain=AUDIT, **once)
    register(
        Session, paths={}, retain="Two weeks. The number of the person lies inside; erasing ends every session.", **once
    )
    register(
        Context, paths={}, retain=AUDIT + " The number of the person lies in `metadata`; erasing redacts it.", **once
    )
