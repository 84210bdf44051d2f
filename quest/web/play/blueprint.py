"""The blueprint that the player's pages share."""

from flask import Blueprint

blueprint = Blueprint("play", __name__)
