"""A passkey in a real browser: made, used to sign in alone, and refused in words when the device has none."""

import pytest
from allauth.mfa.models import Authenticator

from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def test_jo_makes_a_passkey_as_her_second_step_and_signs_in_with_it_alone(
    chromium, live_server, client, cast, as_user, settings
):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    session = as_user(client, cast.jo, second_step=False).cookies["sessionid"].value
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 360, "height": 800})
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    jo = Visitor(context, live_server.url, javascript=True)
    device = context.new_cdp_session(jo.page)
    device.send("WebAuthn.enable")
    key = device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]

    jo.open("/").see("One more step before you go on")
    jo.page.get_by_role("link", name="Make a passkey").click()
    jo.see("Make a passkey")
    jo.page.get_by_role("button", name="Make it now").click()
    jo.page.get_by_role("link", name="I have them, go on").click()
    jo.page.wait_for_load_state()
    jo.see("Calls to make")
    assert Authenticator.objects.filter(user=cast.jo, type="webauthn").count() == 1

    context.clear_cookies()
    jo.open("/accounts/login/")
    jo.page.get_by_role("button", name="Use my passkey").click()
    jo.page.wait_for_url(f"{live_server.url}/")
    jo.open("/members/").see("People")

    context.clear_cookies()
    device.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": key})
    empty = device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | {"isUserVerified": False}})
    assert empty
    jo.open("/accounts/login/")
    jo.page.get_by_role("button", name="Use my passkey").click()
    jo.page.get_by_text("That did not work").wait_for()
    assert jo.complaints == []
    context.close()
