"""A person we know, who may have no email and never sign in."""

import unicodedata

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now, TruncDate

from members.models.history import tracked
from members.permissions import Role


def sort_key(name: str) -> str:
    """Lower-cased and unaccented, so that names sort the same on every server."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().strip()


def aware(of="") -> models.Q:
    """The same where `of` leads to the person ("person__"): a letter of the clock may not be the first they hear of us."""
    return models.Q(**{f"{of}brought_in_at": None}) | models.Q(**{f"{of}aware_at__isnull": False})


class PersonQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The people whom this actor may see by name in the role that is active (domain 5.2)."""
        known = self.filter(erased_at=None)
        if actor.role == Role.COORDINATOR:
            return known
        seen = models.Q(pk=actor.person_id)
        if actor.role == Role.STAFF:  # those they work with: whoever sits in a body now, and colleagues
            seen |= models.Q(pk__in=self._holding("seats")) | models.Q(pk__in=self._holding("grants"))
        if actor.role == Role.PARTNER:
            seen |= models.Q(pk__in=self._holding("represents"))
        return known.filter(seen)

    def _holding(self, relation):
        """Ids of people with a row of that relation that has not ended; Postgres knows the day, as no caller has to."""
        open_rows = models.Q(**{f"{relation}__isnull": False, f"{relation}__ends": None})
        open_rows |= models.Q(**{f"{relation}__ends__gte": TruncDate(Now())})
        return self.model.objects.filter(open_rows).values("pk")

    def reachable(self):
        """People to whom ordinary post may leave: not on a break, not dead."""
        return self.filter(paused_at=None, died_on=None)

    def aware(self):
        """Who may be asked as one of a set: whoever came by a spreadsheet, once they know that they are on our list."""
        return self.filter(aware())

    def by_name(self):
        return self.order_by("sort_name", "pk")


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    def get_by_natural_key(self, username):
        return self.get(username=username)

    def create_superuser(self, username, password=None, **extra):
        """A technical administrator for Django's admin; roles are granted apart."""
        person = self.model(username=username, name=extra.pop("name", username), is_technical=True, **extra)
        person.set_password(password)
        person.save()
        return person


@tracked(exclude=["password", "last_login", "has_a_way"])
class Person(AbstractBaseUser):
    """One human being. `name` is the name they want used; `first_name` is what links show."""

    username = models.CharField("username", max_length=60, unique=True, null=True, blank=True)
    name = models.CharField("name they like to be called", max_length=200)
    sort_name = models.CharField(max_length=200, editable=False, db_index=True)
    pronouns = models.CharField(max_length=40, blank=True)
    has_lived_experience = models.BooleanField(
        "has lived experience", default=False, help_text="Said by the person; never inferred from a role."
    )
    wants_calendar_file = models.BooleanField("attach a calendar file to meeting letters", default=False)
    letter_format = models.CharField(
        max_length=12,
        default="standard",
        choices=[("standard", "Standard"), ("large", "Large print, 18 point"), ("easy", "Easy Read")],
    )
    paused_at = models.DateTimeField("on a break since", null=True, blank=True)
    essential_post_only_at = models.DateTimeField("wants only essential post since", null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    brought_in_at = models.DateTimeField(
        "brought in, or given a place, by a spreadsheet", null=True, blank=True, editable=False
    )
    aware_at = models.DateTimeField("knows since then that they are on our list", null=True, blank=True, editable=False)
    is_active = models.BooleanField("may sign in", default=True)
    is_technical = models.BooleanField("technical administrator", default=False)
    has_a_way = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        help_text="kept by the triggers of Channel, for the list of people",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField("erased; what is left leads to nobody", null=True, blank=True, editable=False)

    objects = PersonManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name_plural = "people"
        indexes = [
            models.Index(fields=["sort_name", "id"], name="people_by_name"),
            models.Index(fields=["paused_at"], condition=models.Q(paused_at__isnull=False), name="people_on_a_break"),
            models.Index(fields=["sort_name", "id"], condition=models.Q(has_a_way=False), name="people_without_a_way"),
            GinIndex(fields=["sort_name"], opclasses=["gin_trgm_ops"], name="people_by_part_of_a_name"),
        ]
        constraints = [
            models.CheckConstraint(name="a_person_has_a_name", condition=~models.Q(name="")),
            models.CheckConstraint(
                name="a_username_is_empty_or_a_word",
                condition=models.Q(username=None) | ~models.Q(username=""),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.sort_name = sort_key(self.name)[:200]
        if (fields := kwargs.get("update_fields")) and "name" in fields:
            kwargs["update_fields"] = {*fields, "sort_name"}
        self.username = self.username or None
        super().save(*args, **kwargs)

    def has_usable_password(self):
        """Most people never had one; Django would take an empty field for a password."""
        return bool(self.password) and super().has_usable_password()

    @property
    def first_name(self):
        return self.name.split()[0] if self.name.split() else self.name

    @property
    def initials(self):
        return "".join(part[0].upper() for part in self.name.split()[:3])

    @property
    def is_aware(self):
        """See `aware`: nothing that runs by itself asks them before."""
        return self.brought_in_at is None or self.aware_at is not None

    @property
    def is_paused(self):
        return self.paused_at is not None

    # Django's admin asks these three; the permission table of this site never does.
    @property
    def is_staff(self):
        return self.is_technical

    def has_perm(self, perm, obj=None):
        return self.is_active and self.is_technical

    def has_module_perms(self, app_label):
        return self.is_active and self.is_technical
