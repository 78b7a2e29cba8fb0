"""Views to come."""

from flask import Blueprint

bp = Blueprint("benefits", __name__, url_prefix="/gevinster")
