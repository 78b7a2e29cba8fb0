"""Views to come."""

from flask import Blueprint

bp = Blueprint("front", __name__)
