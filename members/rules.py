"""How this site says no: one sentence the person can read."""


class Refused(ValueError):
    """What was asked cannot be done now. The message is shown to the person who asked; nothing was changed."""

    def __init__(self, message, *, field=None):
        super().__init__(message)
        self.field = field
