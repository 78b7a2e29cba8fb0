"""Views to come."""

from flask import Blueprint

bp = Blueprint("dialogue", __name__, url_prefix="/meldinger")
