"""The addresses of the figures, in the matrix of access."""


def rows(*, BUTTON, FIGURES, only):
    shown = (
        "dashboard",
        "dashboard_csv",
        "dashboard_xlsx",
        "dashboard_json",
        "dashboard_questions",
        "dashboard_measures",
    )
    return dict.fromkeys(shown, (FIGURES, BUTTON)) | {
        "data_quality": (only("C"), BUTTON),
        "dashboard_picture": (only("", missing="CTB"), BUTTON),  # of figures nobody has drawn
    }
