"""Sign-in by OpenID Connect, where the instance has one: `[auth]` in Streamlit's secrets names the issuer.

Only plans and dossiers ask for it. EN_REGARD_SIGN_IN_DOMAINS names the domains of e-mail addresses that are admitted;
without it, whoever the issuer knows is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from dashboard.page_registry import DOSSIER, OWN_TERRITORY
from dashboard.widgets.markdown import literal
from dashboard.widgets.templates import render

_DOMAINS = "EN_REGARD_SIGN_IN_DOMAINS"
_GUARDED = (OWN_TERRITORY.address, DOSSIER.address)


def is_on() -> bool:
    """Whether the instance asks to sign in."""
    return bool(st.secrets.load_if_toml_exists()) and "auth" in st.secrets


def admits(user: Mapping[str, Any]) -> bool:
    """Whether this instance admits whom the issuer says that this is."""
    if not user.get("is_logged_in"):
        return False
    domains = os.environ.get(_DOMAINS, "").lower().split()
    if not domains:
        return True
    name, at, domain = str(user.get("email") or "").lower().rpartition("@")
    return bool(name and at) and domain in domains and user.get("email_verified") is not False


def admits_cookies(cookies: Mapping[str, str]) -> bool:
    """Whether a request with these cookies comes from somebody admitted: what Streamlit signed when they came back from
    the issuer, read as it reads them itself."""

    def signed(name: str) -> bytes | None:
        value = cookies.get(name)
        return None if value is None else decode_signed_value(get_cookie_secret(), name, value.encode("latin-1"))

    try:
        told = json.loads(get_cookie_with_chunks(signed, USER_COOKIE_NAME) or b"{}")
    except (ValueError, UnicodeError):
        return False
    return isinstance(told, dict) and told.get("origin") == get_origin_from_redirect_uri() and admits(told)


def keeps_out(address: str) -> bool:
    """Whether the page of this address is to ask whoever reads it to sign in, and nothing else."""
    return address in _GUARDED and needs()


def needs() -> bool:
    """Whether whoever reads has to sign in before they keep or open what is theirs."""
    return is_on() and not admits(st.user.to_dict())


def ask() -> None:
    """The page, or the dialog, that asks."""
    known = st.user.to_dict() if st.user.is_logged_in else {}
    st.html(render("sign_in.html", known=known))
    if known:
        st.warning(
            f"L’adresse {literal(str(known.get('email') or 'de ce compte'))} n’est pas de celles que cette instance "
            "admet : se connecter avec un autre compte, ou le demander à qui tient l’instance.",
            icon=":material/no_accounts:",
        )
        st.button("Changer de compte", key="sign-out", icon=":material/logout:", on_click=st.logout)
        return
    st.button("Se connecter", key="sign-in", type="primary", icon=":material/login:", on_click=st.login)


def foot() -> None:
    """Who signed in, and the way out; back to the address of a plan that asked to."""
    if not is_on() or not st.user.is_logged_in or needs():
        return
    st.html(f"<script>{render('signed_in.js')}</script>", unsafe_allow_javascript=True)
    who = str(st.user.to_dict().get("email") or st.user.to_dict().get("name") or "")
    with st.container(horizontal=True, gap="small", key="er-signed-in"):
        st.caption(f"Connexion de {literal(who)}" if who else "Connexion faite")
        st.button("Se déconnecter", key="sign-out", type="tertiary", on_click=st.logout)
