"""The press layer: every figure at an address that can be quoted, downloaded and replayed.

It stands in front of Streamlit, which serves no data, no feed and no real 404. `service` answers a
question with bytes and knows no server, so that the same answers can be written to files; `asgi`
hands them out. Nothing here asks the sample's world.
"""
