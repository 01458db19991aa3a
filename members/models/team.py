"""A team of staff. It owns activities and projects; it holds no seats."""

from django.db import models

from members.models.history import tracked


@tracked()
class Team(models.Model):
    """A staff team, such as Community Connections."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120, unique=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    @property
    def the(self) -> str:
        """The name within a sentence: "the Welcome Team asks", "the Community Connections team asks"."""
        name = self.name if self.name.lower().endswith("team") else f"{self.name} team"
        return name if name.lower().startswith(("the ", "our ")) else f"the {name}"

    @property
    def team_id(self):
        """What `permissions.can` reads: whether this is somebody's own team."""
        return self.pk
