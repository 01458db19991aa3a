"""What people come as to a conference or away day."""

from django.db import models

from members.models.history import tracked


class CategoryQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_active=True).order_by("sort", "position", "pk")


@tracked()
class Category(models.Model):
    """What somebody may say they come as; several at once. `slug` is what a registration keeps."""

    class Sort(models.TextChoices):
        PART = "a_part", "I come as"
        AGE = "b_age", "My age"

    LIVED_EXPERIENCE = "lived_experience"
    slug = models.SlugField(unique=True)
    label = models.CharField(max_length=80)
    sort = models.CharField(max_length=8, choices=Sort, default=Sort.PART)
    is_active = models.BooleanField("is offered", default=True)
    position = models.PositiveSmallIntegerField(default=100)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ["sort", "position", "pk"]
        verbose_name_plural = "categories"

    def __str__(self):
        return self.label
