"""Views to come."""

from flask import Blueprint

bp = Blueprint("modules", __name__, url_prefix="/moduler")
