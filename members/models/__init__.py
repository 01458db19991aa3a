from members.models.body import Body, Seat
from members.models.channel import Channel
from members.models.consent import Consent, ConsentClearing, ConsentEvent, ConsentWording
from members.models.contact import ContactTask, RingRequest
from members.models.draft import Draft
from members.models.export import Export
from members.models.heartbeat import Heartbeat
from members.models.job import Job
from members.models.kept_file import KeptFile
from members.models.letter import Letter, LetterAttempt
from members.models.link import Link
from members.models.membership import Membership
from members.models.note import PersonNote
from members.models.organisation import Organisation, Representative
from members.models.person import Person
from members.models.read import SensitiveRead
from members.models.role import RoleGrant
from members.models.saved_view import SavedView
from members.models.team import Team

__all__ = [
    "Body",
    "Channel",
    "Consent",
    "ConsentClearing",
    "ConsentEvent",
    "ConsentWording",
    "ContactTask",
    "Draft",
    "Export",
    "Heartbeat",
    "Job",
    "KeptFile",
    "Letter",
    "LetterAttempt",
    "Link",
    "Membership",
    "Organisation",
    "Person",
    "PersonNote",
    "Representative",
    "RingRequest",
    "RoleGrant",
    "SavedView",
    "Seat",
    "SensitiveRead",
    "Team",
]
