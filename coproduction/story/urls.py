"""The addresses of this room."""

urlpatterns = []
