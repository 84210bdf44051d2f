"""The WSGI application, for servers that want one; `quest serve` is the server that we test."""

from quest.server import patch

patch.apply()

from config import Config  # noqa: E402 - the patch must come first
from quest.app import create_app  # noqa: E402

app = create_app(Config.from_env())
