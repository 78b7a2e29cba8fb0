"""Views to come."""

from flask import Blueprint

bp = Blueprint("caseload", __name__)
