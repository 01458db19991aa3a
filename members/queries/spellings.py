"""The ways in which an address or a number is written."""

import re

import phonenumbers

A_NUMBER = 7  # digits at least


def spellings(words):
    """An address in one line; a number with and without its spaces, and as it is written abroad."""
    yield " ".join(words.split())
    digits = re.sub(r"\D", "", words)
    if len(digits) >= A_NUMBER and not re.search(r"[A-Za-z]", words):
        yield digits
        try:
            number = phonenumbers.parse(words, "GB")
        except phonenumbers.NumberParseException:
            return
        shapes = phonenumbers.PhoneNumberFormat
        for shape in (shapes.E164, shapes.NATIONAL, shapes.INTERNATIONAL):
            yield phonenumbers.format_number(number, shape)
