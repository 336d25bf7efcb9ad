"""A visitor who clicks, types, uploads and downloads, through the server's own protocol and without a browser."""

from __future__ import annotations

import json
import secrets
import time
import urllib.request
from contextlib import ExitStack
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.sync.client import connect
from websockets.typing import Subprotocol

_LONGEST = 180.0
_WIDGETS = (
    "button", "download_button", "file_uploader", "text_input", "checkbox", "text_area", "button_group", "selectbox",
)  # fmt: skip


class Browsing:
    """An open page, at the address of a workspace where one is named; widgets are found by their label."""

    def __init__(self, port: int, workspace: str = "", cookie: str = "") -> None:
        self._origin = f"http://127.0.0.1:{port}"
        under = f"/espace/{workspace}" if workspace else ""
        self._under = under
        headers = {"Cookie": cookie} if cookie else {}
        self._open = ExitStack()
        self._socket = self._open.enter_context(
            connect(
                f"ws://127.0.0.1:{port}{under}/_stcore/stream", subprotocols=[Subprotocol("streamlit")], max_size=None,
                ping_interval=None, additional_headers=headers,
            )
        )  # fmt: skip
        self._session = ""
        self._page, self._query = "", ""
        self._states: dict[str, WidgetState] = {}
        self.elements: list[tuple[str, Any]] = []
        self.errors: list[str] = []
        self.markup: list[str] = []

    def __enter__(self) -> Browsing:
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def leave(self) -> None:
        """Close the window, whatever is under way."""
        self._open.close()

    def open(self, page: str, query: str = "") -> None:
        """Open a page, and wait until it is shown."""
        self._page, self._query, self._states = page, query, {}
        self._run()

    def find(self, kind: str, label: str) -> Any:
        """The widget of this kind whose label begins so."""
        for one, element in self.elements:
            if one == kind and element.label.startswith(label):
                return element
        known = [(one, element.label) for one, element in self.elements]
        raise RuntimeError(f"no {kind} « {label} » on « {self._page} », which has {known} and says {self.errors}")

    def click(self, label: str) -> None:
        """Click a button, and wait until what that does is shown."""
        self._run(WidgetState(id=self.find("button", label).id, trigger_value=True))

    def begin(self, label: str) -> None:
        """Click a button, and wait for nothing."""
        self._send(WidgetState(id=self.find("button", label).id, trigger_value=True))

    def type(self, label: str, text: str) -> None:
        self._keep(WidgetState(id=self.find("text_input", label).id, string_value=text))

    def check(self, label: str) -> None:
        self._keep(WidgetState(id=self.find("checkbox", label).id, bool_value=True))

    def pick(self, label: str, option: str) -> None:
        """Choose one of the parts of a page that stand side by side."""
        self._keep(WidgetState(id=self.find("button_group", label).id, string_array_value={"data": [option]}))

    def choose(self, label: str, at: int) -> str:
        """Choose an entry of a list by its place, and wait until what that does is shown; the entry."""
        chosen = self.find("selectbox", label)
        option = str(chosen.options[at % len(chosen.options)])
        self._run(WidgetState(id=chosen.id, string_value=option))
        return option

    def upload(self, label: str, name: str, content: bytes) -> None:
        """Give a file."""
        asked = BackMsg()
        asked.file_urls_request.request_id = secrets.token_hex(4)
        asked.file_urls_request.file_names.append(name)
        asked.file_urls_request.session_id = self._session
        self._socket.send(asked.SerializeToString())
        (urls,) = self._until("file_urls_response").file_urls
        with urllib.request.urlopen(f"{self._origin}/_stcore/health", timeout=30) as answer:
            cookie = str(answer.headers.get("set-cookie", "")).split(";")[0]
        edge = secrets.token_hex(8)
        body = (
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode() + content + f"\r\n--{edge}--\r\n".encode()  # fmt: skip
        request = urllib.request.Request(f"{self._origin}{urls.upload_url}", body, method="PUT")
        request.add_header("Content-Type", f"multipart/form-data; boundary={edge}")
        if cookie:
            request.add_header("Cookie", cookie)
            request.add_header("X-Xsrftoken", cookie.split("=", 1)[1])
        urllib.request.urlopen(request, timeout=60).close()
        state = WidgetState(id=self.find("file_uploader", label).id)
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.name, info.size, info.file_id = name, len(content), urls.file_id
        info.file_urls.CopyFrom(urls)
        self._keep(state)

    def download(self, element: Any) -> int:
        """The bytes that a button gives, which are made when they are asked for."""
        url = element.url
        if element.deferred_file_id:
            asked = BackMsg()
            asked.backend_operation_request.request_id = secrets.token_hex(4)
            asked.backend_operation_request.session_id = self._session
            asked.backend_operation_request.deferred_file.file_id = element.deferred_file_id
            self._socket.send(asked.SerializeToString())
            told = self._until("backend_operation_response")
            if told.error_msg:
                raise RuntimeError(f"« {element.label} » could not be made: {told.error_msg}")
            url = told.deferred_file.url
        with urllib.request.urlopen(f"{self._origin}{self._under}{url}", timeout=_LONGEST) as answer:
            return len(answer.read())

    def _keep(self, state: WidgetState) -> None:
        self._states[state.id] = state
        self._run()

    def _run(self, clicked: WidgetState | None = None) -> None:
        self._send(clicked)
        self._forget()
        self._until("script_finished")

    def _send(self, clicked: WidgetState | None) -> None:
        asked = BackMsg()
        asked.rerun_script.query_string = self._query
        asked.rerun_script.page_name = self._page
        states = [*self._states.values(), *([clicked] if clicked else [])]
        asked.rerun_script.widget_states.CopyFrom(WidgetStates(widgets=states))
        self._socket.send(asked.SerializeToString())

    def _until(self, kind: str) -> Any:
        """Read what the server says up to this, and remember the widgets that it shows."""
        until = time.monotonic() + _LONGEST
        while time.monotonic() < until:
            told = ForwardMsg()
            told.ParseFromString(self._socket.recv(timeout=_LONGEST, decode=False))
            said = told.WhichOneof("type")
            if said == "new_session":
                self._session = told.new_session.initialize.session_id or self._session
                self._forget()
            elif said == "delta" and told.delta.WhichOneof("type") == "new_element":
                self._shown(told.delta.new_element)
            if said == kind and not (
                kind == "script_finished" and told.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
            ):
                return getattr(told, kind)
        raise RuntimeError(f"no {kind} came within {_LONGEST:g} s")

    def _forget(self) -> None:
        self.elements, self.errors, self.markup = [], [], []

    def _shown(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        if kind == "html":
            self.markup.append(element.html.body)
        if kind in _WIDGETS:
            self.elements.append((kind, getattr(element, kind)))
        elif kind == "exception" or (kind == "alert" and element.alert.format == element.alert.ERROR):
            self.errors.append(str(element)[:300])


def asked(url: str, sent: object = None, cookie: str = "") -> tuple[str, str]:
    """What an address answers, and the cookie that it sets."""
    body = None if sent is None else json.dumps(sent).encode()
    with urllib.request.urlopen(urllib.request.Request(url, body, {"Cookie": cookie}), timeout=60) as answer:
        return answer.read().decode("utf-8"), str(answer.headers.get("set-cookie", "")).split(";")[0]
