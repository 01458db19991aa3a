"""The technical records of the upper floors, in the technical administrators' site of the ground floor."""

from django.contrib import admin

from meetings.models import Kind
from members.admin import NeverDeleted, site


@admin.register(Kind, site=site)
class KindAdmin(NeverDeleted):
    list_display = ["name", "default_level", "is_meeting", "is_active", "position"]
    list_filter = ["default_level", "is_meeting", "is_active"]
    prepopulated_fields = {"slug": ["name"]}
