"""A small issuer of OpenID Connect, on this machine: discovery, sign-in by a button, codes with PKCE, signed tokens."""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.projected import answering
from tests.served import free_port

CLIENT, SECRET = "en-regard", "un secret de la maison"


@dataclass
class Issuer:
    """Where it answers, who signs in next, and what it was asked."""

    url: str
    user: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    is_ill: bool = False
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)
    _key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"}))

    async def discovery(self, request: Request) -> Response:
        if self.is_ill:
            return Response("ill", 500)
        self.asked.append("discovery")
        return JSONResponse(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/jwks",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def jwks(self, request: Request) -> Response:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    async def authorize(self, request: Request) -> Response:
        """A page with a button, as an issuer has; the button comes back with `go`."""
        asked = dict(request.query_params)
        self.asked.append("authorize")
        if asked.pop("go", "") != "1":
            return HTMLResponse(f'<title>Issuer</title><a id="go" href="?{urlencode(asked | {"go": "1"})}">Entrer</a>')
        if asked["client_id"] != CLIENT or asked["code_challenge_method"] != "S256":
            return Response("bad request", 400)
        code = secrets.token_urlsafe(16)
        self._codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}", 302)

    async def token(self, request: Request) -> Response:
        self.asked.append("token")
        sent = await request.form()
        known = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self._codes.pop(str(sent["code"]), None)
        digest = hashlib.sha256(str(sent.get("code_verifier", "")).encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        is_known = request.headers.get("authorization") == f"Basic {known}"
        if not is_known or asked is None or challenge != asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {
            "iss": self.url, "aud": CLIENT, "sub": "42", "iat": now, "exp": now + 300, "nonce": asked["nonce"],
        } | self.user  # fmt: skip
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self._key)
        return JSONResponse(
            {"access_token": "x", "token_type": "Bearer", "expires_in": 300, "id_token": signed},
            headers={"Cache-Control": "no-store"},
        )


@contextmanager
def issuing() -> Iterator[Issuer]:
    """An issuer that answers until the block ends."""
    port = free_port()
    issuer = Issuer(f"http://127.0.0.1:{port}")
    app = Starlette(
        routes=[
            Route("/.well-known/openid-configuration", issuer.discovery),
            Route("/jwks", issuer.jwks),
            Route("/authorize", issuer.authorize),
            Route("/token", issuer.token, methods=["POST"]),
        ]
    )
    with answering(app, port):
        yield issuer
