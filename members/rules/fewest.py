"""Of how few people no number is shown (SUPP-02)."""

from django.conf import settings


def fewest() -> int:
    """A count of people below this is never shown; a setting may ask for more, and never for fewer than five."""
    return max(5, settings.FEWEST_PEOPLE)
