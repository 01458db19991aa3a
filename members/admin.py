"""Django's admin for technical administrators: technical records only, never what people said or what was written to them."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin

from members.models import Body, Heartbeat, Job, Team
from members.permissions import Permission, can


class TechnicalSite(admin.AdminSite):
    """Opens for the active role *technical administrator* alone; people sign in at the site's own door."""

    site_header = "Same Table: technical records"
    site_title = "Technical records"
    index_title = "What keeps the site running"

    def has_permission(self, request):
        return request.user.is_active and request.user.is_technical and can(request.actor, Permission.SEE_TECHNICAL)


site = TechnicalSite(name="admin")
site.login = secure_admin_login(site.login)


class ReadOnly(admin.ModelAdmin):
    """A record to look at; the site itself writes it."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class NeverDeleted(admin.ModelAdmin):
    """A record others stand on: renamed or switched off, never deleted."""

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Heartbeat, site=site)
class HeartbeatAdmin(ReadOnly):
    list_display = ["name", "at", "word"]


@admin.register(Job, site=site)
class JobAdmin(ReadOnly):
    list_display = ["kind", "state", "done", "of", "attempts", "created_at", "ended_at"]
    list_filter = ["state", "kind"]
    exclude = ["facts", "asked_by", "lease_token"]


@admin.register(Team, site=site)
class TeamAdmin(NeverDeleted):
    list_display = ["name", "slug", "is_active"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Body, site=site)
class BodyAdmin(NeverDeleted):
    list_display = ["name", "sort"]
    prepopulated_fields = {"slug": ["name"]}
