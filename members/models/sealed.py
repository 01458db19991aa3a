"""A text field that is only readable with the site's FIELD_KEYS (Fernet, newest key first)."""

import functools

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


@functools.lru_cache(maxsize=4)
def _cipher(keys):
    return MultiFernet([Fernet(key) for key in keys])


def cipher():
    """The site's cipher; it writes with the newest key and reads with any."""
    return _cipher(tuple(settings.FIELD_KEYS))


class SealedTextField(models.BinaryField):
    """Text, encrypted before it reaches Postgres. Cannot be searched. Raises InvalidToken when no key fits."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    def get_prep_value(self, value):
        if isinstance(value, str):
            value = cipher().encrypt(value.encode())
        return value

    def get_db_prep_value(self, value, connection, prepared=False):
        if isinstance(value, str):
            value = cipher().encrypt(value.encode())
        return super().get_db_prep_value(value, connection, prepared)

    def from_db_value(self, value, expression, connection):
        return None if value is None else cipher().decrypt(bytes(value)).decode()

    def to_python(self, value):
        return value

    def value_to_string(self, obj):
        return "(sealed)"
