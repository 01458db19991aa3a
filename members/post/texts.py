"""Text messages through a provider's HTTP interface (SMS_URL): date, time, link and telephone number, nothing else.

One POST for each message: JSON `to`, `from`, `text`, and the letter's Message-ID as Idempotency-Key, so that a provider
that knows the key sends a repeated one once. Without SMS_URL texts stay lines on *calls and letters*.
"""

from urllib.parse import parse_qs, urlsplit, urlunsplit

import phonenumbers
from django.conf import settings

from members.models import Channel, Letter
from members.post import failures

CONNECT, ANSWER = 5, 60  # seconds; a provider that is slow to answer may have taken it all the same
TOO_MANY = 429


def by_machine() -> bool:
    """Whether texts leave by themselves here."""
    return bool(settings.SMS_URL)


def may_go_to(person_id, address: str) -> bool:
    """Whether the person said that a message may be left at this number, and that it may show from whom it is (COM-02)."""
    safe = Channel.objects.filter(person=person_id, address=address, may_leave_message=True, may_say_who=True)
    return bool(address) and safe.exists()


def _provider():
    """Where to, with which key, under which name: https://KEY@host/path?from=NAME."""
    parts = urlsplit(settings.SMS_URL)
    host = parts.hostname + (f":{parts.port}" if parts.port else "")
    sender = parse_qs(parts.query).get("from", ["SameTable"])[0]
    return urlunsplit((parts.scheme, host, parts.path, "", "")), parts.username or "", sender


def number(address: str) -> str:
    """As providers want it: +447700900123. An impossible one is left as it is; the provider will refuse it."""
    try:
        found = phonenumbers.parse(address, "GB")
    except phonenumbers.NumberParseException:
        return address
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)


def send(letter: Letter, words: str, *, to: str) -> failures.Failure | None:
    """None when the provider took it."""
    import requests  # 6 MB that a site without a provider needs not carry

    address, key, sender = _provider()
    headers = {"Idempotency-Key": letter.message_id.strip("<>")} | ({"Authorization": f"Bearer {key}"} if key else {})
    message = {"to": number(to), "from": sender, "text": words}
    try:
        answer = requests.post(address, json=message, headers=headers, timeout=(CONNECT, ANSWER), allow_redirects=False)
    except requests.ConnectTimeout:
        return failures.Failure("soon", "The text provider did not answer.", failures.soon(letter.attempts))
    except requests.ReadTimeout:
        return _nobody_knows()
    except requests.ConnectionError as problem:
        if "Remote end closed" in str(problem) or "Connection aborted" in str(problem):
            return _nobody_knows()
        return failures.Failure("soon", "The text provider cannot be reached.", failures.soon(letter.attempts))
    except requests.RequestException:
        return failures.Failure("failed", "The text message cannot be sent as it is.")
    return _judged(answer.status_code, letter.attempts)


def _nobody_knows():
    return failures.Failure("uncertain", "The text provider did not say whether it took the message.", unsure=True)


def _judged(status, tries):
    if 200 <= status < 300:
        return None
    if status == TOO_MANY:
        return failures.Failure("scattered", "The text provider is busy.", failures.scattered(), status)
    if status >= 500:
        return failures.Failure("soon", "The text provider asked us to try again.", failures.soon(tries), status)
    if status in (401, 403):
        return failures.Failure("slow", "The text provider does not know us.", failures.slow(tries), status)
    return failures.Failure("failed", "The text provider refuses this number.", code=status)
