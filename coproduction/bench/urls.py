"""The site's addresses and the two bare views, for the benchmark's own server only."""

from django.urls import path

from coproduction.bench import bare
from coproduction.urls import *  # noqa: F403
from coproduction.urls import urlpatterns as site

urlpatterns = [*site, path("bare/read/<int:pk>/", bare.read), path("bare/insert/", bare.insert)]
