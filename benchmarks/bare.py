"""A page of Streamlit with nothing of ours: what any page costs here, for the others to be told as ratios."""

import pandas as pd
import streamlit as st

chosen = st.sidebar.multiselect("Filtre", [f"valeur {at}" for at in range(40)])
st.title("Une page nue")
st.dataframe(pd.DataFrame({"nombre": range(20)}))
st.write(st.query_params.to_dict())
