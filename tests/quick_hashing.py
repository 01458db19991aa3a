"""Passwords hashed in one round: what a test asks is who gets in, not how long a thief would need.

The site's own hasher, with Django's number of rounds, is held by tests/security/test_asvs_signing_in.py.
"""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    iterations = 1
