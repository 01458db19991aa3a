"""How people sign in: no sign-up, and a code reaches even somebody on a break."""

from allauth.account.adapter import DefaultAccountAdapter


class SignIn(DefaultAccountAdapter):
    """Sign-up is closed: a coordinator adds people."""

    def is_open_for_signup(self, request):
        return False
