"""The blueprint that the modules beside it fill."""

from flask import Blueprint

blueprint = Blueprint("organise", __name__)
