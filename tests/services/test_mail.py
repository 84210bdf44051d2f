"""Mail: whole in the outbox, or handed to a real SMTP server."""

import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from quest.services import mail

LETTER = {
    "sender": "Talent Quest <quest@example.org>",
    "to": "wing@example.org",
    "subject": "登入連結",
    "text": "你好 Wing\n",
}
ANSWERS = {"EHLO": b"250-post office\r\n250 AUTH PLAIN\r\n", "AUTH": b"235 welcome\r\n", "QUIT": b"221 bye\r\n"}


@dataclass
class PostOffice:
    """An SMTP server that keeps what it is given."""

    port: int = 0
    said: list[str] = field(default_factory=list)
    received: list[bytes] = field(default_factory=list)


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    """Yield a post office that listens on 127.0.0.1."""
    office = PostOffice()

    class Counter(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 post office\r\n")
            while line := self.rfile.readline().decode().strip():
                office.said.append(line.split(" ")[0].upper())
                if office.said[-1] == "DATA":
                    self.wfile.write(b"354 go on\r\n")
                    office.received.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self.wfile.write(ANSWERS.get(office.said[-1], b"250 fine\r\n"))
                if office.said[-1] == "QUIT":
                    return

    with socketserver.TCPServer(("127.0.0.1", 0), Counter) as server:
        office.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield office
        server.shutdown()
        thread.join()


def test_without_a_server_each_mail_lies_whole_in_the_outbox(tmp_path: Path) -> None:
    for _ in range(3):
        mail.send(mail.letter(**LETTER), url="", outbox=tmp_path / "outbox")
    files = sorted((tmp_path / "outbox").iterdir())
    assert [file.suffix for file in files] == [".eml"] * 3
    kept = message_from_bytes(files[0].read_bytes(), policy=policy.default)
    assert (kept["To"], kept["Subject"]) == ("wing@example.org", "登入連結")
    assert kept.get_content() == "你好 Wing\n"
    assert files[0].stat().st_mode & 0o077 == 0


def test_a_line_break_in_a_name_adds_no_header(tmp_path: Path) -> None:
    letter = mail.letter(**{**LETTER, "subject": "Hello\r\nBcc: everybody@example.org"})
    mail.send(letter, url="", outbox=tmp_path)
    (file,) = tmp_path.glob("*.eml")
    assert message_from_bytes(file.read_bytes(), policy=policy.default)["Bcc"] is None


def test_with_a_server_the_mail_is_handed_over_with_the_sign_in_of_the_setting(
    post_office: PostOffice, tmp_path: Path
) -> None:
    url = f"smtp://quest:a%20word@127.0.0.1:{post_office.port}"
    mail.send(mail.letter(**LETTER), url=url, outbox=tmp_path / "outbox")
    assert post_office.said[:3] == ["EHLO", "AUTH", "MAIL"]
    received = message_from_bytes(post_office.received[0], policy=policy.default)
    assert received.get_content().strip() == "你好 Wing"
    assert not (tmp_path / "outbox").exists()


def test_a_server_that_is_away_is_an_error_and_no_silence(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="refused"):
        mail.send(mail.letter(**LETTER), url="smtp://127.0.0.1:1", outbox=tmp_path)
