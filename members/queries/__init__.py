"""What pages, letters and the floors above ask about people."""

from members.queries.people import (
    NO_WAY,
    as_rows,
    at_the_table,
    belongs_otherwise,
    channels_of,
    grants_on,
    last_letters,
    last_membership,
    open_ring_request,
    organisations,
    representatives_on,
    ring_requests_of,
    roles_of,
    seated_in,
    seats_of,
    with_speakers,
)

__all__ = [
    "NO_WAY",
    "as_rows",
    "at_the_table",
    "belongs_otherwise",
    "channels_of",
    "grants_on",
    "last_letters",
    "last_membership",
    "open_ring_request",
    "organisations",
    "representatives_on",
    "ring_requests_of",
    "roles_of",
    "seated_in",
    "seats_of",
    "with_speakers",
]
