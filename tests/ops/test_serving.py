"""Background children and the front page."""

import http.server
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ops import serving
from ops.ground import Home
from ops.say import Trouble
from ops.serving import Child


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port on which somebody else already listens."""
    with socket.socket() as other:
        other.bind((serving.HOST, 0))
        other.listen()
        yield other.getsockname()[1]


def child(home: Home, code: str) -> Child:
    """A background process that runs a little Python."""
    return Child("web", "ページ", [sys.executable, "-c", code], {"OTAGAI_DB_ROLE": "app"}, home)


def test_a_taken_port_is_said_and_another_one_proposed(taken_port: int) -> None:
    with pytest.raises(Trouble, match=str(taken_port)) as caught:
        serving.require_free(taken_port)
    assert "./otagai up --port " in caught.value.do
    assert not serving.free(taken_port)


def test_a_child_lives_in_the_background_and_stops_when_asked(home: Home) -> None:
    one = child(home, "import time; print('ここにいます', flush=True); time.sleep(60)")
    one.start()
    assert one.alive()
    deadline = time.monotonic() + 5
    while "ここにいます" not in one.log.read_text(encoding="utf-8") and time.monotonic() < deadline:
        time.sleep(0.05)
    assert "ここにいます" in one.log.read_text(encoding="utf-8")
    assert serving.stop_children(home) == ["ページ"]
    assert not one.alive()
    assert serving.stop_children(home) == []


def test_a_child_that_ends_while_starting_is_trouble_with_its_log(home: Home) -> None:
    one = child(home, "raise SystemExit('鍵がありません')")
    one.start()
    with pytest.raises(Trouble, match="準備中に止まりました") as caught:
        serving.wait_for_front_page(one, "http://127.0.0.1:9/")
    assert caught.value.log == one.log
    assert "鍵がありません" in one.log.read_text(encoding="utf-8")


class Page(http.server.BaseHTTPRequestHandler):
    """Answers every request with the status of its server."""

    def do_GET(self) -> None:
        self.send_response(self.server.status)  # type: ignore[attr-defined]
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Iterator[str]:
    """A little site that always answers with the given status."""
    with http.server.ThreadingHTTPServer((serving.HOST, 0), Page) as server:
        server.status = request.param
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://{serving.HOST}:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("site", [200], indirect=True)
def test_the_town_is_open_when_the_front_page_answers(home: Home, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    one = child(home, "import time; time.sleep(60)")
    one.start()
    serving.wait_for_front_page(one, site)
    serving.stop_children(home)


@pytest.mark.parametrize("site", [500], indirect=True)
def test_a_broken_front_page_is_said_at_once(home: Home, site: str) -> None:
    one = child(home, "import time; time.sleep(60)")
    one.start()
    with pytest.raises(Trouble, match="HTTP 500"):
        serving.wait_for_front_page(one, site)
    serving.stop_children(home)


def test_a_worker_that_falls_over_at_the_start_is_noticed(home: Home) -> None:
    one = child(home, "raise SystemExit('no jobs')")
    one.start()
    with pytest.raises(Trouble, match="しごと"):
        serving.wait_for_worker(one, lambda: False)


def test_a_worker_that_reported_is_at_work(home: Home) -> None:
    one = child(home, "import time; time.sleep(60)")
    one.start()
    serving.wait_for_worker(one, lambda: True)
    serving.stop_children(home)


def test_the_pages_run_as_app_and_the_jobs_as_worker(home: Home) -> None:
    env = {"OTAGAI_DB_ROLE": "owner"}
    assert serving.web(home, env, 8070).environment["OTAGAI_DB_ROLE"] == "app"
    assert serving.worker(home, env).environment["OTAGAI_DB_ROLE"] == "worker"
    assert serving.web(home, env, 8070).log.parent == Path(home.logs)
