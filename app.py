"""En regard: the pages that Streamlit serves, and the projection's own beside them."""

import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from websockets import http11

from dashboard.compression import CompressedOnce
from dashboard.operations import journal
from dashboard.operations.visitor import WhoAsks
from dashboard.projection import routes_at
from dashboard.shell import (
    ForwardedHost,
    FrenchDocument,
    LimitedUploads,
    SecureHeaders,
    SignedIn,
    give_back_memory,
    keep_tidy,
    own_temporary_folder,
    put_away,
    ready_at,
    remembering_at,
    watch,
)
from dashboard.widgets import signing_in
from dashboard.workspace import InWorkspace

journal.install()
watch()
keep_tidy()
give_back_memory()
# Cookies of other programs on the same host may be long: a WebSocket's head is read up to this, as a page's is. The
# library reads it of WEBSOCKETS_MAX_LINE_LENGTH as it is imported, which was before this file.
http11.MAX_LINE_LENGTH = max(http11.MAX_LINE_LENGTH, 65_536)
# Threads take turns ten times as often as Python has them do: a long export of one visitor is felt less by the others.
sys.setswitchinterval(0.0005)

own_temporary_folder()
# The path under which a proxy serves the dashboard, where it is not a host's root.
base = st.get_option("server.baseUrlPath").strip("/")
app = st.App(
    Path(__file__).parent / "dashboard" / "main.py",
    lifespan=put_away,
    routes=[ready_at(base), remembering_at(base), *routes_at(base)],
    middleware=[
        Middleware(SecureHeaders),
        Middleware(ForwardedHost),
        Middleware(WhoAsks),
        Middleware(LimitedUploads),
        Middleware(SignedIn, base=base, admits=signing_in.admits_cookies if signing_in.is_on() else None),
        Middleware(InWorkspace, base=base),
        Middleware(FrenchDocument, base=base),
        Middleware(CompressedOnce),
    ],
)
