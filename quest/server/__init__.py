"""The process that listens: gevent, our own socket, a hardened WebSocket transport."""
