"""What pages, letters and the floors above ask about people."""

from members.queries.people import (
    NO_WAY,
    Search,
    as_rows,
    belongs_otherwise,
    bodies,
    channels_of,
    grants_on,
    last_letters,
    last_membership,
    open_ring_request,
    organisations,
    people,
    representatives_on,
    ring_requests_of,
    roles_of,
    seats_of,
)

__all__ = [
    "NO_WAY",
    "Search",
    "as_rows",
    "belongs_otherwise",
    "bodies",
    "channels_of",
    "grants_on",
    "last_letters",
    "last_membership",
    "open_ring_request",
    "organisations",
    "people",
    "representatives_on",
    "ring_requests_of",
    "roles_of",
    "seats_of",
]
