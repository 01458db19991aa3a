"""What the charity says about itself, changed in the page: facts, logo, words, parts of the site."""

from django.db import transaction

from members import charity, files
from members.models import Charity
from members.models.charity import Module
from members.permissions import Permission, require
from members.post import trial
from members.rules import Refused, clean_address, clean_number

FACTS = ("name", "phone", "text_number", "email", "hours", "address", "emergency_words")
LOGO_AT_MOST = 500_000


def _written_down(**changes):
    """The one row with these changes, locked; every process sees them within a few seconds, this one at once."""
    fresh = charity.row()
    if fresh._state.adding:
        Charity.objects.bulk_create([fresh], ignore_conflicts=True)
    row = Charity.objects.select_for_update().get(pk=1)
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    charity.forget()
    transaction.on_commit(charity.forget)
    return row


@transaction.atomic
def save_facts(*, actor, now, **facts):
    """Name, ways to reach the charity, emergency words. Numbers and addresses are checked like anybody's."""
    require(actor, Permission.CHANGE_SETTINGS)
    facts = {name: " ".join(str(facts[name]).split()) for name in FACTS if name in facts}
    for name in ("phone", "text_number"):
        if facts.get(name):
            _check_number(name, facts[name])
    facts["email"] = clean_address("email", facts["email"])
    if not any(sign.isdigit() for sign in facts["emergency_words"]):
        raise Refused("Please name at least one number to ring in a crisis.", field="emergency_words")
    return _written_down(**facts)


def _check_number(name, words):
    """It can be rung; how it is written stays the charity's own."""
    try:
        clean_number(words)
    except Refused as no:
        raise Refused(str(no), field=name) from None


@transaction.atomic
def set_logo(*, upload, words, actor, now):
    """A PNG or JPEG in place of the one before."""
    require(actor, Permission.CHANGE_SETTINGS)
    before = charity.row().logo
    kept = files.keep(upload, name=upload.name, types={"png", "jpg", "jpeg"}, most_bytes=LOGO_AT_MOST, now=now)
    row = _written_down(logo=kept, logo_words=words.strip())
    if before:
        files.remove([before])
    return row


@transaction.atomic
def describe_logo(*, words, actor, now):
    """What somebody hears who cannot see it."""
    require(actor, Permission.CHANGE_SETTINGS)
    return _written_down(logo_words=words.strip())


@transaction.atomic
def remove_logo(*, actor, now):
    require(actor, Permission.CHANGE_SETTINGS)
    before = charity.row().logo
    _written_down(logo=None, logo_words="")
    if before:
        files.remove([before])


@transaction.atomic
def save_terms(*, terms, actor, now):
    """The charity's own words for the usual ones; an empty or unchanged one goes back to the usual word."""
    require(actor, Permission.CHANGE_SETTINGS)
    own = {usual: " ".join(terms.get(usual, "").split()) for usual in charity.TERMS}
    return _written_down(terms={usual: word for usual, word in own.items() if word and word != usual})


@transaction.atomic
def switch_modules(*, modules, actor, now):
    """Which parts of the site are on. What was written in a part that is switched off stays, and is not shown."""
    require(actor, Permission.CHANGE_SETTINGS)
    return _written_down(modules=[m.value for m in Module if m.value in set(modules)])


@transaction.atomic
def put_list_away(*, actor, now):
    """The getting-started list has done its work."""
    require(actor, Permission.CHANGE_SETTINGS)
    return _written_down(set_up_at=now)


@transaction.atomic
def begin_trial(*, actor, now):
    """From now on letters, texts and calls reach staff only; what is on its way to others is withheld as it would leave."""
    require(actor, Permission.RUN_SITE)
    if charity.row().is_trial:
        raise Refused("It is a trial already.")
    return _written_down(trial_since=now, trial_until=None)


@transaction.atomic
def end_trial(*, actor, now) -> int:
    """From now on everybody is reached. Nothing that was noted in the trial leaves, then or later. How many still waited."""
    require(actor, Permission.RUN_SITE)
    row = charity.row()
    if not row.is_trial:
        raise Refused("It is not a trial any more.")
    _written_down(trial_until=max(now, row.trial_since))
    return trial.withhold_the_rest(since=row.trial_since, now=now)


def note_access_confirmed(*, now):
    """Called by `accounts.confirm`, in its transaction."""
    return _written_down(access_confirmed_at=now)
