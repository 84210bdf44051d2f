"""Built-in campaign packs: content, not code."""
