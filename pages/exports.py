from impact import ui

ui.title("nav.exports")
