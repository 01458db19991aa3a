"""Addresses of this floor that the contract fixes outside /meetings/."""

urlpatterns = []
