"""One function per thing somebody does; the edge opens the transaction."""
