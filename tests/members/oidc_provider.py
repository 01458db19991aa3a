"""A small OpenID Connect service of our own: discovery, authorization code with PKCE, an RS256 id token, its keys."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, KEY_ID = "same-table", "a secret between the two", "k1"


class Provider:
    """`claims` is who presses *allow* there; `forged` signs with a key that is not published."""

    def __init__(self):
        self.claims, self.forged, self.codes = {}, False, {}
        self.key, self.other_key = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))

    def __enter__(self):
        provider = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self):
                provider.get(self)

            def do_POST(self):
                provider.post(self)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def get(self, request):
        where = urlsplit(request.path)
        if where.path == "/.well-known/openid-configuration":
            return self._json(request, {
                "issuer": self.address, "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token", "userinfo_endpoint": f"{self.address}/userinfo",
                "jwks_uri": f"{self.address}/keys", "token_endpoint_auth_methods_supported": ["client_secret_post"],
            })  # fmt: skip
        if where.path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return self._json(request, {"keys": [public | {"kid": KEY_ID, "alg": "RS256", "use": "sig"}]})
        if where.path == "/userinfo":
            return self._json(request, self.claims)
        return self._json(request, {}, status=404)

    def allow(self, address):
        """Somebody presses *allow* on the service's page: where the browser is sent back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked.get("code_challenge", "")
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def post(self, request):
        body = request.rfile.read(int(request.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        challenge = self.codes.pop(form["code"], None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).decode()
        right = challenge == proof.rstrip("=") and (form["client_id"], form["client_secret"]) == (CLIENT, SECRET)
        if not right:
            return self._json(request, {"error": "invalid_grant"}, status=400)
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60, **self.claims}
        token = jwt.encode(claims, self.other_key if self.forged else self.key, "RS256", headers={"kid": KEY_ID})
        return self._json(request, {"access_token": "t", "token_type": "Bearer", "expires_in": 60, "id_token": token})

    @staticmethod
    def _json(request, answer, *, status=200):
        body = json.dumps(answer).encode()
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)
