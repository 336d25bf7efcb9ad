"""What Streamlit shows: the frame of every page, filters, charts. Nothing here asks the database by itself."""
