"""How people sign in: no sign-up, and a code reaches even somebody on a break."""

from allauth.account.adapter import DefaultAccountAdapter


class SignIn(DefaultAccountAdapter):
    """Sign-up is closed: a coordinator adds people."""

    def is_open_for_signup(self, request):
        return False

    def render_mail(self, template_prefix, *args, **kwargs):
        """The post tells codes, which live three minutes, from notices by the name of their template."""
        message = super().render_mail(template_prefix, *args, **kwargs)
        message.template_prefix = template_prefix
        return message
