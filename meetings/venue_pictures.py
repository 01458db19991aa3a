"""What pages and letters ask about the pictures of a place."""

from meetings.models import VenuePicture


def pictures_of(venue_id) -> list[VenuePicture]:
    """In the order they were brought; none, and nothing asked, where no venue was chosen."""
    if venue_id is None:
        return []
    return list(VenuePicture.objects.filter(venue=venue_id).select_related("file").order_by("pk"))
