"""Delivery reports as they come back by email (RFC 3464, and what flufl.bounce knows of other forms)."""

import re
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parseaddr

from django.conf import settings
from flufl.bounce import all_failures

from members.models.delivery_report import Sort, WayIn
from members.post import bounces, failures

MESSAGE_ID = re.compile(r"<[0-9a-f]{32}@[^<>\s]+>")
ACTIONS = {"failed": None, "delayed": Sort.LATE}
ARRIVED_AT = ("delivered-to", "x-original-to", "envelope-to", "to")
ROBOTS = ("mailer-daemon", "postmaster")


def parse(words: bytes) -> Message:
    """A message as the old, forgiving policy reads it: broken headers are kept as they are."""
    return message_from_bytes(words, policy=policy.compat32)


def is_report(message: Message) -> bool:
    """Written by a mail server about a letter, not by a person and not by a holiday notice."""
    if message.get_content_type() == "multipart/report":
        return "delivery-status" in str(message.get_param("report-type", "")).lower()
    sender = parseaddr(str(message.get("From", "")))[1].partition("@")[0].lower()
    return sender in ROBOTS and "auto-replied" not in str(message.get("Auto-Submitted", "")).lower()


def read(message: Message) -> list[bounces.Report]:
    """What it says about letters of ours; several recipients give several reports."""
    letter_id, message_id = returned_to(message), our_message_id(message)
    found = list(_by_the_book(message)) or list(_by_experience(message))
    return [
        bounces.Report(
            sort=sort,
            way_in=WayIn.MAILBOX,
            recipient=recipient,
            message_id=message_id,
            letter_id=letter_id,
            status=status,
        )
        for sort, recipient, status in found
    ]


def returned_to(message: Message) -> int | None:
    """The letter whose signed return path it came back to."""
    name, _, domain = settings.BOUNCE_ADDRESS.partition("@")
    if not domain:
        return None
    path = re.compile(rf"{re.escape(name)}\+(\d{{1,18}})\.([0-9a-f]{{20}})@{re.escape(domain)}", re.IGNORECASE)
    for header in ARRIVED_AT:
        for value in message.get_all(header, []):
            if found := path.search(str(value)):
                return bounces.letter_of(int(found[1]), found[2].lower())
    return None


def our_message_id(message: Message) -> str:
    """The Message-ID of the letter that is sent back inside, whole or as its headers only."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            return str(part.get_payload(0).get("Message-ID", "")).strip()
        if part.get_content_type() == "text/rfc822-headers":
            found = MESSAGE_ID.search(_text(part))
            return found[0] if found else ""
    found = MESSAGE_ID.search(_text(message)) if not message.is_multipart() else None
    return found[0] if found else ""


def _text(part: Message) -> str:
    return (part.get_payload(decode=True) or b"").decode("utf-8", "replace")


def _by_the_book(message: Message):
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status" or not part.is_multipart():
            continue
        for block in part.get_payload():
            action = str(block.get("Action", "")).strip().lower()
            status = _number(str(block.get("Status", ""))) or _number(str(block.get("Diagnostic-Code", "")))
            recipient = _address(block.get("Original-Recipient")) or _address(block.get("Final-Recipient"))
            if action in ACTIONS and recipient:
                yield ACTIONS[action] or failures.sort_of(status) or Sort.SOFT, recipient, status


def _by_experience(message: Message):
    """Forms of single mail servers; a number in the text says more than the form does."""
    for_a_while, for_good = all_failures(message)
    status = "" if message.is_multipart() else _number(_text(message))
    for address in for_good:
        yield (
            failures.sort_of(status) or (Sort.SOFT if status else Sort.HARD),
            address.decode("ascii", "replace"),
            status,
        )
    for address in for_a_while:
        yield Sort.LATE, address.decode("ascii", "replace"), status


def _number(words: str) -> str:
    found = failures.STATUS.search(words)
    return found[0] if found else ""


def _address(value) -> str:
    """`rfc822;kim@example.org` without its kind."""
    return parseaddr(str(value or "").rpartition(";")[2].strip())[1]
