"""Whether a browser is on a device of somebody's own: a wish while they sign in, a fact when they are in.

A wish holds for the name that was typed beside it and for nobody else; every sign-in begins with it or without it.
"""

OWN_DEVICE, SEEN, BEGAN = "own_device", "seen", "began"  # in the session of whoever is signed in
WISH = "own_device_wish"
NAMED_BY = {"password": ("email", "username"), "code": ("email", "phone")}  # a way in, and what it was named by
SPOKEN = ""  # a code that was read out names nobody: the wish stood beside the code itself


def wish(session, *, own, named):
    """What was ticked on the way in."""
    session[WISH] = {"own": bool(own), "named": named.strip().lower()}


def begin(session, records):
    """Somebody is in: the visit begins anew, on a device of their own only if they said so on this way in.

    `records`: how they showed who they are, as allauth keeps it, oldest first.
    """
    wanted = session.pop(WISH, None) or {}
    own = bool(wanted.get("own")) and wanted.get("named") in _names(records)
    say(session, own=own)


def say(session, *, own):
    """From now on it is one's own, or it is not; the time counts from here."""
    session[OWN_DEVICE] = bool(own)
    for key in (SEEN, BEGAN):
        session.pop(key, None)


def is_own(session) -> bool:
    return bool(session.get(OWN_DEVICE))


def _names(records) -> set:
    """The names they came in by: an address, a username, or none for a code that was read out."""
    found = set()
    for record in records:
        names = {str(record[key]).lower() for key in NAMED_BY.get(record.get("method"), ()) if record.get(key)}
        found |= names or ({SPOKEN} if record.get("method") == "code" else set())
    return found
