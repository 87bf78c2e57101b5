"""The yardstick: one selectbox, one 13-bar st.plotly_chart, Streamlit's defaults."""

import plotly.graph_objects as go
import streamlit as st

NAMES = ["Ariège", "Aude", "Aveyron", "Gard", "Haute-Garonne", "Gers", "Hérault", "Lot", "Lozère", "Hautes-Pyrénées",
         "Pyrénées-Orientales", "Tarn", "Tarn-et-Garonne"]  # fmt: skip
series = st.selectbox("Série", [f"Série {i}" for i in range(12)])
shift = int(series.split()[1])
st.plotly_chart(go.Figure(go.Bar(x=NAMES, y=[(i * 7 + shift * 5) % 23 + 1 for i in range(13)])))
