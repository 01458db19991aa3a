"""Who is who in the tests. Each is made when first named: `cast.rowan`, `cast.jo`."""

from functools import cached_property

from members.permissions import CLOCK, Actor, Role
from tests.factories import people as make


class Cast:
    """Rowan, Sam and Pat are members reached by email, telephone and post; Jo runs the group; the rest have one role each.

    Tal is a trustee and also a member. Robin is nobody's: a second member whom nobody else should meet by accident.
    """

    @cached_property
    def team(self):
        return make.team("Community Connections")

    @cached_property
    def other_team(self):
        return make.team("Wellbeing")

    @cached_property
    def group(self):
        return make.body("Advisory Group", "advisory_group")

    @cached_property
    def network(self):
        return make.body("Co-Production Network", "network")

    @cached_property
    def organisation(self):
        return make.organisation("Independent Mental Health Network")

    def _member(self, name, **ways):
        person = make.person(name, role="member", has_lived_experience=True, **ways)
        make.membership(person)
        make.seat(person, self.group)
        return person

    @cached_property
    def rowan(self):
        """Member, by email."""
        return self._member("Rowan Ashdown", email="rowan@example.org", pronouns="they/them")

    @cached_property
    def sam(self):
        """Member, by telephone only; never signs in."""
        return self._member("Sam Okafor", phone="01632 960 201")

    @cached_property
    def pat(self):
        """Member, by post only."""
        return self._member("Pat Lindqvist", post="4 Elm Row, Leatherhead, KT22 0AA", letter_format="large")

    @cached_property
    def robin(self):
        """A second member by email."""
        return self._member("Robin Vale", email="robin@example.org")

    @cached_property
    def jo(self):
        """Involvement coordinator."""
        return make.person("Jo Hartley", email="jo@example.org", role="coordinator")

    @cached_property
    def ash(self):
        """Staff of Community Connections."""
        return make.person("Ash Mbeki", email="ash@example.org", role="staff", team=self.team)

    @cached_property
    def uma(self):
        """Staff of another team."""
        return make.person("Uma Devlin", email="uma@example.org", role="staff", team=self.other_team)

    @cached_property
    def tal(self):
        """Trustee, and a member too."""
        tal = make.person("Tal Brightwell", email="tal@example.org", role="trustee")
        make.seat(tal, make.body("Board of Trustees", "trustees"), hat="trustee")
        make.grant(tal, "member")
        return tal

    @cached_property
    def kim(self):
        """Partner, who speaks for an organisation in the Network."""
        kim = make.person("Kim Sandhu", email="kim@example.org", role="partner", organisation=self.organisation)
        make.representative(self.organisation, kim)
        make.seat(kim, self.network, hat="partner")
        return kim

    @cached_property
    def bo(self):
        """Management Board."""
        return make.person("Bo Carrick", email="bo@example.org", role="board")

    @cached_property
    def fin(self):
        return make.person("Fin Abara", email="fin@example.org", role="finance")

    @cached_property
    def saf(self):
        return make.person("Saf Quill", email="saf@example.org", role="safeguarding")

    @cached_property
    def tec(self):
        return make.person("Tec Norwood", email="tec@example.org", role="technical", is_technical=True)

    def actor(self, name, role=None):
        """`cast.actor("ash")`: this person in their first role (or the one named), as the actions want it."""
        person = getattr(self, name)
        grants = [g for g in person.grants.order_by("pk") if role is None or g.role == role]
        role = grants[0].role
        mine = [g for g in grants if g.role == role]
        return Actor(
            person=person,
            role=Role(role),
            team_ids=frozenset(g.team_id for g in mine if g.team_id),
            organisation_ids=frozenset(g.organisation_id for g in mine if g.organisation_id),
        )

    clock = CLOCK
