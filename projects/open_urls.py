"""Addresses of this floor that the contract fixes outside /projects/."""

urlpatterns = []
