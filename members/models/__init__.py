from members.models.absence import Absence
from members.models.access import AccessNeed, AccessPassport
from members.models.access_pack import AccessPack, PackText
from members.models.access_review import AccessReview
from members.models.body import Body, Seat
from members.models.breach import Breach
from members.models.channel import Channel
from members.models.charity import Charity
from members.models.close_people import SupporterCopy, TrustedContact
from members.models.consent import Consent, ConsentClearing, ConsentEvent, ConsentWording
from members.models.contact import ContactTask, RingRequest
from members.models.conversation import Conversation
from members.models.delivery_report import DeliveryReport
from members.models.draft import Draft
from members.models.enquiry import Enquiry
from members.models.equality import EqualityAnswer, EqualityChoice, EqualityPurpose, EqualityQuestion
from members.models.erasure import ErasureReceipt, Merger
from members.models.export import Export
from members.models.heartbeat import Heartbeat
from members.models.induction import InductionItem, InductionTick
from members.models.job import Job
from members.models.kept_file import KeptFile
from members.models.leaving import Leaving, Remembrance, Stop
from members.models.letter import Letter, LetterAttempt
from members.models.link import Link
from members.models.mailing import LetterWords, Mailing
from members.models.membership import Membership
from members.models.note import PersonNote
from members.models.organisation import Organisation, Representative
from members.models.people_import import ColumnHabit, ImportRow, PeopleImport
from members.models.person import Person
from members.models.read import SensitiveRead
from members.models.redaction import Redaction
from members.models.rest import Rest
from members.models.retention import RetentionRule, RetentionRun
from members.models.rights import Complaint, RightsRequest
from members.models.role import RoleGrant
from members.models.role_agreement import Agreed, RoleAgreement
from members.models.safeguarding import Concern, ConcernEntry, ConcernKeptFrom
from members.models.saved_view import SavedView
from members.models.sign_in import SignInEvent, SpokenCode, WrongGuess
from members.models.support import CheckIn, Supporter, SupportPlan
from members.models.team import Team
from members.models.training import Course, Training
from members.models.trouble import Trouble
from members.models.wishes import PostWishes
from members.models.wording_report import WordingReport

__all__ = [
    "Absence",
    "AccessNeed",
    "AccessPack",
    "AccessPassport",
    "AccessReview",
    "Agreed",
    "Body",
    "Breach",
    "Channel",
    "Charity",
    "CheckIn",
    "ColumnHabit",
    "Complaint",
    "Concern",
    "ConcernEntry",
    "ConcernKeptFrom",
    "Consent",
    "ConsentClearing",
    "ConsentEvent",
    "ConsentWording",
    "ContactTask",
    "Conversation",
    "Course",
    "DeliveryReport",
    "Draft",
    "Enquiry",
    "EqualityAnswer",
    "EqualityChoice",
    "EqualityPurpose",
    "EqualityQuestion",
    "ErasureReceipt",
    "Export",
    "Heartbeat",
    "ImportRow",
    "InductionItem",
    "InductionTick",
    "Job",
    "KeptFile",
    "Leaving",
    "Letter",
    "LetterAttempt",
    "LetterWords",
    "Link",
    "Mailing",
    "Membership",
    "Merger",
    "Organisation",
    "PackText",
    "PeopleImport",
    "Person",
    "PersonNote",
    "PostWishes",
    "Redaction",
    "Remembrance",
    "Representative",
    "Rest",
    "RetentionRule",
    "RetentionRun",
    "RightsRequest",
    "RingRequest",
    "RoleAgreement",
    "RoleGrant",
    "SavedView",
    "Seat",
    "SensitiveRead",
    "SignInEvent",
    "SpokenCode",
    "Stop",
    "SupportPlan",
    "Supporter",
    "SupporterCopy",
    "Team",
    "Training",
    "Trouble",
    "TrustedContact",
    "WordingReport",
    "WrongGuess",
]
