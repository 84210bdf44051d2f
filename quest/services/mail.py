"""Mail: sent by SMTP where a server is set, kept as files in an outbox where none is."""

from __future__ import annotations

import os
import secrets
import smtplib
import ssl
import time
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

TIMEOUT_S = 20
PORTS = {"smtp": 587, "smtps": 465}


def letter(*, sender: str, to: str, subject: str, text: str) -> EmailMessage:
    """A plain-text mail; line breaks in the header values are folded away, so that none can add a header."""
    message = EmailMessage()
    message["From"], message["To"] = _one_line(sender), _one_line(to)
    message["Subject"] = _one_line(subject)
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2] or None)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


def send(message: EmailMessage, *, url: str, outbox: Path) -> None:
    """Hands a mail to the server at `url` (`smtp://user:password@host:port`, `smtps://…`), else to the outbox.

    Call it after the commit and outside of any transaction: a mail server may take its time.

    Raises:
        OSError, smtplib.SMTPException: it could not be handed over.
    """
    if url:
        _post(message, url)
    else:
        _keep(message, outbox)


def _post(message: EmailMessage, url: str) -> None:
    """Sends over TLS: from the start with `smtps`; with `smtp` as soon as the server offers it."""
    at = urlsplit(url)
    host, port = at.hostname or "localhost", at.port or PORTS[at.scheme]
    tls = ssl.create_default_context()
    if at.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=tls)
    else:
        server = smtplib.SMTP(host, port, timeout=TIMEOUT_S)
    with server:
        server.ehlo()
        if at.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=tls)
        if at.username:
            server.login(unquote(at.username), unquote(at.password or ""))
        server.send_message(message)


def _keep(message: EmailMessage, outbox: Path) -> None:
    """Writes the mail whole or not at all: whoever reads `*.eml` never meets half of one."""
    outbox.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{time.time_ns()}-{secrets.token_hex(4)}"
    unfinished = outbox / f".{name}.part"
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(message.as_bytes())
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(outbox / f"{name}.eml")


def _one_line(text: str) -> str:
    return " ".join(text.split())
