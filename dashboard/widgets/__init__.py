"""What Streamlit shows: the frame of every page, filters, charts. Nothing here asks the database by itself."""

from pathlib import Path

# The folder of app.py.
ROOT = Path(__file__).resolve().parents[2]
